package dev.lifeguard.customers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which customers a list or an export holds: those that meet all conditions that are given.
///
/// @param search a part of the name, the e-mail address or the company, in any case
/// @param createdFrom created at this time or later
/// @param createdTo created before this time
public record CustomerFilter(
        Optional<String> search,
        Optional<CustomerStatus> status,
        Optional<String> country,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo) {

    /// The database stores microseconds. A bound between two microseconds is rounded up, for
    /// `createdFrom` as for `createdTo`.
    public CustomerFilter {
        createdFrom = createdFrom.map(CustomerFilter::roundedUp);
        createdTo = createdTo.map(CustomerFilter::roundedUp);
    }

    /// A condition in SQL, and the values for its parameters.
    public record Condition(String sql, List<Object> values) {
        static Condition of(String sql, Object... values) {
            return new Condition(sql, List.of(values));
        }

        /// The `where` clause in which all conditions hold; empty if there are none.
        public static String where(List<Condition> conditions) {
            return conditions.isEmpty()
                    ? ""
                    : conditions.stream().map(Condition::sql).collect(Collectors.joining(" and ", "where ", ""));
        }

        /// The values of all conditions, in a list that can grow.
        public static List<Object> values(List<Condition> conditions) {
            return conditions.stream()
                    .flatMap(condition -> condition.values().stream())
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    /// The conditions on a row of `customers`; none if the filter lets every row through.
    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        search.map(CustomerSearch::condition).ifPresent(conditions::add);
        status.map(it -> Condition.of("status = ?", it)).ifPresent(conditions::add);
        country.map(it -> Condition.of("country = ?", it)).ifPresent(conditions::add);
        createdFrom.map(it -> Condition.of("created_at >= ?", it)).ifPresent(conditions::add);
        createdTo.map(it -> Condition.of("created_at < ?", it)).ifPresent(conditions::add);
        return conditions;
    }

    /// The values as texts without control characters. A cursor uses them to recognise its list.
    List<String> texts() {
        return Stream.of(search, status.map(CustomerStatus::word), country, createdFrom, createdTo)
                .map(value -> value.map(Object::toString).orElse(""))
                .toList();
    }

    private static Instant roundedUp(Instant instant) {
        Instant floor = instant.truncatedTo(ChronoUnit.MICROS);
        return floor.equals(instant) ? instant : floor.plus(1, ChronoUnit.MICROS);
    }
}
