package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A total order of customers. Names and e-mail addresses are compared by the collation of the
/// database, without case.
record CustomerSort(Key key, boolean descending) {
    static final CustomerSort DEFAULT = new CustomerSort(Key.CREATED_AT, true);

    /// What the customers are sorted by.
    enum Key {
        CREATED_AT("created_at, id", "?, ?", customer -> customer.createdAt().toString(), Key::time),
        NAME("lower(name), id", "lower(?), ?", Customer::name, Optional::of),
        /// Unique, so it needs no id to break a tie.
        EMAIL("lower(email)", "lower(?)", Customer::email, Optional::of),
        UPDATED_AT("updated_at, id", "?, ?", customer -> customer.updatedAt().toString(), Key::time);

        private final String columns;
        private final String parameters;

        @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
        private final Function<Customer, String> text;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<String, Optional<?>> value;

        Key(String columns, String parameters, Function<Customer, String> text, Function<String, Optional<?>> value) {
            this.columns = columns;
            this.parameters = parameters;
            this.text = text;
            this.value = value;
        }

        private static Optional<Instant> time(String text) {
            return ClientTime.read(text);
        }
    }

    /// Where a page ended: at a customer that may be changed or deleted by now.
    ///
    /// @param value what the list is sorted by, as it is bound
    record Position(Object value, UUID id) {}

    /// The order with a name such as `-created_at`; empty if there is none.
    static Optional<CustomerSort> of(String word) {
        return all().filter(sort -> sort.word().equals(word)).findFirst();
    }

    static Stream<CustomerSort> all() {
        return Arrays.stream(Key.values())
                .flatMap(key -> Stream.of(new CustomerSort(key, false), new CustomerSort(key, true)));
    }

    /// The message for a parameter that names no order.
    static String complaint() {
        return "must be one of " + all().map(CustomerSort::word).collect(Collectors.joining(", "));
    }

    /// The name in the query.
    String word() {
        return (descending ? "-" : "") + key.name().toLowerCase(Locale.ROOT);
    }

    /// What follows `order by`.
    String order() {
        return descending ? key.columns.replace(",", " desc,") + " desc" : key.columns;
    }

    /// The condition that customers after a position meet.
    Condition after(Position position) {
        String sql = "(%s) %s (%s)".formatted(key.columns, descending ? "<" : ">", key.parameters);
        return key == Key.EMAIL
                ? Condition.of(sql, position.value())
                : Condition.of(sql, position.value(), position.id());
    }

    /// The position of a customer, in texts that [#position(List)] reads.
    List<String> texts(Customer customer) {
        return List.of(key.text.apply(customer), customer.id().toString());
    }

    /// The position that texts denote; empty if they denote none. They come from clients and can be
    /// anything.
    Optional<Position> position(List<String> texts) {
        if (texts.size() != 2) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(texts.getLast());
            return key.value.apply(texts.getFirst()).map(value -> new Position(value, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
