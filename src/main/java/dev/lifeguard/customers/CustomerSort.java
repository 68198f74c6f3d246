package dev.lifeguard.customers;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An order of customers, in which no two are equal. Names and e-mail addresses are in the order of the database's
/// language, and in whatever case.
record CustomerSort(Key key, boolean descending) {
    static final CustomerSort DEFAULT = new CustomerSort(Key.CREATED_AT, true);

    /// What they are sorted by.
    enum Key {
        CREATED_AT("created_at, id", "?, ?", customer -> customer.createdAt().toString(), Key::time),
        NAME("lower(name), id", "lower(?), ?", Customer::name, Optional::of),
        /// Nobody shares it, so that it needs nothing to break a tie.
        EMAIL("lower(email)", "lower(?)", Customer::email, Optional::of),
        UPDATED_AT("updated_at, id", "?, ?", customer -> customer.updatedAt().toString(), Key::time);

        private final String columns;
        private final String marks;

        @SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
        private final Function<Customer, String> text;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<String, Optional<?>> value;

        Key(String columns, String marks, Function<Customer, String> text, Function<String, Optional<?>> value) {
            this.columns = columns;
            this.marks = marks;
            this.text = text;
            this.value = value;
        }

        private static Optional<Instant> time(String text) {
            return ClientTime.read(text);
        }
    }

    /// Where a list has come to: the last customer that was seen, who may be gone or changed by now.
    ///
    /// @param value what the list is sorted by, as it goes into SQL
    record Position(Object value, UUID id) {}

    /// The order that goes by a word, such as `-created_at`, if there is one.
    static Optional<CustomerSort> of(String word) {
        return all().filter(sort -> sort.word().equals(word)).findFirst();
    }

    static Stream<CustomerSort> all() {
        return Arrays.stream(Key.values())
                .flatMap(key -> Stream.of(new CustomerSort(key, false), new CustomerSort(key, true)));
    }

    /// Says what the parameter takes.
    static String complaint() {
        return "must be one of " + all().map(CustomerSort::word).collect(Collectors.joining(", "));
    }

    /// Its name on the wire.
    String word() {
        return (descending ? "-" : "") + key.name().toLowerCase(Locale.ROOT);
    }

    /// What follows `order by`.
    String order() {
        return descending ? key.columns.replace(",", " desc,") + " desc" : key.columns;
    }

    /// The condition that customers after a position meet.
    CustomerFilter.Condition after(Position position) {
        String sql = "(%s) %s (%s)".formatted(key.columns, descending ? "<" : ">", key.marks);
        return key == Key.EMAIL
                ? CustomerFilter.Condition.of(sql, position.value())
                : CustomerFilter.Condition.of(sql, position.value(), position.id());
    }

    /// The position of a customer, in texts that [#position(List)] reads.
    List<String> texts(Customer customer) {
        return List.of(key.text.apply(customer), customer.id().toString());
    }

    /// The position that texts stand for. They may come from anybody.
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
