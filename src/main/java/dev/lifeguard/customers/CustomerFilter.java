package dev.lifeguard.customers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which customers somebody wants. All that is given has to hold.
///
/// @param search is part of the name, the e-mail address or the company, in whatever case
/// @param createdFrom created then or later
/// @param createdTo created before, and not at, that time
public record CustomerFilter(
        Optional<String> search,
        Optional<CustomerStatus> status,
        Optional<String> country,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo) {

    /// Times are kept in microseconds. A bound between two of them means the later one, for "from" and for "before".
    public CustomerFilter {
        createdFrom = createdFrom.map(CustomerFilter::microsecondAtOrAfter);
        createdTo = createdTo.map(CustomerFilter::microsecondAtOrAfter);
    }

    /// A condition in SQL, and the values that are bound to its question marks.
    public record Condition(String sql, List<Object> values) {
        static Condition of(String sql, Object... values) {
            return new Condition(sql, List.of(values));
        }

        /// The clause that wants all of them; empty if there are none.
        static String where(List<Condition> conditions) {
            return conditions.isEmpty()
                    ? ""
                    : conditions.stream().map(Condition::sql).collect(Collectors.joining(" and ", "where ", ""));
        }

        static List<Object> values(List<Condition> conditions) {
            return conditions.stream()
                    .flatMap(condition -> condition.values().stream())
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    /// No filter at all.
    public static CustomerFilter none() {
        return new CustomerFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What a row of `customers` has to meet: join them with `and`. None, if everybody is wanted.
    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        search.map(CustomerSearch::condition).ifPresent(conditions::add);
        status.map(it -> Condition.of("status = ?", it)).ifPresent(conditions::add);
        country.map(it -> Condition.of("country = ?", it)).ifPresent(conditions::add);
        createdFrom.map(it -> Condition.of("created_at >= ?", it)).ifPresent(conditions::add);
        createdTo.map(it -> Condition.of("created_at < ?", it)).ifPresent(conditions::add);
        return conditions;
    }

    /// What tells it from other filters, in texts without control characters.
    List<String> texts() {
        return Stream.of(search, status.map(CustomerStatus::word), country, createdFrom, createdTo)
                .map(value -> value.map(Object::toString).orElse(""))
                .toList();
    }

    private static Instant microsecondAtOrAfter(Instant instant) {
        Instant before = instant.truncatedTo(ChronoUnit.MICROS);
        return before.equals(instant) ? instant : before.plus(1, ChronoUnit.MICROS);
    }
}
