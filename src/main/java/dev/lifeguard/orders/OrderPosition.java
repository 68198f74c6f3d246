package dev.lifeguard.orders;

import dev.lifeguard.http.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where a page of the orders of a customer ended. The latest order comes first.
record OrderPosition(Instant placedAt, UUID id) {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /// The position before every order that can exist.
    static final OrderPosition START = new OrderPosition(LATEST, new UUID(-1, -1));

    static OrderPosition of(Order order) {
        return new OrderPosition(order.placedAt(), order.id());
    }

    /// The position that a cursor of this list denotes; empty if it denotes none.
    static Optional<OrderPosition> read(String word, UUID customer) {
        return Cursor.read(word, scope(customer)).flatMap(OrderPosition::parsed);
    }

    String cursor(UUID customer) {
        return Cursor.of(scope(customer), List.of(placedAt.toString(), id.toString()));
    }

    private static List<String> scope(UUID customer) {
        return List.of("orders", customer.toString());
    }

    /// The texts come from clients and can be anything.
    private static Optional<OrderPosition> parsed(List<String> texts) {
        if (texts.size() != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OrderPosition(Instant.parse(texts.getFirst()), UUID.fromString(texts.getLast())))
                    .filter(it ->
                            !it.placedAt().isBefore(EARLIEST) && !it.placedAt().isAfter(LATEST));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
