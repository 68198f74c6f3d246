package dev.lifeguard.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The status of an order, and the statuses that can follow it. Public so that the OpenAPI document
/// contains its values.
public enum OrderStatus {
    PENDING,
    PAID,
    REFUNDED,
    CANCELLED;

    /// The statuses that can follow this one.
    List<OrderStatus> next() {
        return switch (this) {
            case PENDING -> List.of(PAID, CANCELLED);
            case PAID -> List.of(REFUNDED);
            case REFUNDED, CANCELLED -> List.of();
        };
    }

    /// Whether a change to a status is allowed. Staying in the same status is.
    boolean canBecome(OrderStatus other) {
        return this == other || next().contains(other);
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OrderStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }

    static String words(List<OrderStatus> statuses) {
        return statuses.stream().map(OrderStatus::word).collect(Collectors.joining(", "));
    }
}
