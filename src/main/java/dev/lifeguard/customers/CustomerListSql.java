package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import dev.lifeguard.customers.CustomerSort.Position;
import dev.lifeguard.database.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The statements that list and count customers. Which form a page takes depends on what the indexes
/// offer for its filter and its sort.
final class CustomerListSql {
    /// Columns, conditions, order.
    private static final String PLAIN = "select %s from customers %s order by %s limit ?";

    /// For a filter by country alone. The index of countries is sorted by status and then by time of
    /// creation, so each status is read by itself.
    private static final String BY_STATUS = """
            select %1$s
              from (values ('lead'), ('active'), ('inactive'), ('churned')) as every (one)
             cross join lateral
                   (select %1$s from customers %2$s and status = every.one order by %3$s limit ?) as customers
             order by %3$s
             limit ?
            """;

    private CustomerListSql() {}

    /// A statement, and the values that are bound to it.
    record Statement(Sql sql, List<Object> values) {}

    /// Reads one row more than the page holds, which shows whether another page follows.
    static Statement page(CustomerListQuery query) {
        String name = "customers by " + query.sort().word();
        return needsScanThenSort(query) ? scanThenSort(name, query, limits(query)) : single(name, query);
    }

    static Statement count(CustomerFilter filter) {
        List<Condition> conditions = filter.conditions();
        String text = "select count(*) as n from customers " + Condition.where(conditions);
        return new Statement(Sql.readWithCustomPlan("customers counted", text), Condition.values(conditions));
    }

    private static Statement single(String name, CustomerListQuery query) {
        List<Condition> conditions = new ArrayList<>(withoutReachedBound(query).conditions());
        boolean filtered = !query.filter().conditions().isEmpty();
        if (hasIndexInOrder(query)) {
            conditions.addAll(plannerHints(query.filter()));
        }
        conditions.addAll(start(query));
        List<Object> values = Condition.values(conditions);
        values.add(query.limit() + 1);
        String template = PLAIN;
        if (isByCountryAlone(query)) {
            template = BY_STATUS;
            values.add(query.limit() + 1);
        }
        String text = template.formatted(
                CustomerRow.COLUMNS, Condition.where(conditions), query.sort().order());
        return new Statement(filtered ? Sql.readWithCustomPlan(name, text) : Sql.read(name, text), values);
    }

    static Statement scanThenSort(String name, CustomerListQuery query, ScanThenSort limits) {
        List<Condition> filter = query.filter().conditions();
        List<Condition> start = start(query);
        String text = limits.text(CustomerRow.COLUMNS, query.sort().order(), start, filter);
        return new Statement(Sql.readWithCustomPlan(name, text), ScanThenSort.values(start, filter, query.limit() + 1));
    }

    private static ScanThenSort limits(CustomerListQuery query) {
        return query.filter().search().isPresent() ? ScanThenSort.SEARCHED : ScanThenSort.PLAIN;
    }

    /// Whether the customers that meet the filter are likely to lie close together in the order, where
    /// PostgreSQL expects them spread over it. In the order of names or addresses that is so for a
    /// search term, in the order of changes for a time of creation. For other filters the rows are
    /// spread evenly, or an index has the order, and PostgreSQL chooses well.
    static boolean needsScanThenSort(CustomerListQuery query) {
        boolean searched = query.filter().search().isPresent();
        return switch (query.sort().key()) {
            case NAME, EMAIL -> query.hasTimeBound() || searched;
            case UPDATED_AT -> query.hasTimeBound() && !searched;
            case CREATED_AT -> false;
        };
    }

    /// The conditions on where in the order the page starts. No customer is changed before it is
    /// created, so in the order of changes `created_from` is a lower bound too. An ascending page
    /// starts there, unless the previous page ended beyond it.
    private static List<Condition> start(CustomerListQuery query) {
        CustomerSort sort = query.sort();
        Optional<Instant> least =
                query.filter().createdFrom().filter(from -> sort.key() == CustomerSort.Key.UPDATED_AT);
        Optional<Condition> bound = least.map(from -> Condition.of("updated_at >= ?", from));
        Optional<Position> position = query.after();
        if (!sort.descending() && position.isPresent() && least.isPresent()) {
            boolean before = ((Instant) position.get().value()).isBefore(least.get());
            return before ? bound.stream().toList() : List.of(sort.after(position.get()));
        }
        return Stream.concat(position.map(sort::after).stream(), bound.stream()).toList();
    }

    /// The filter without the bound on the time of creation that the position has already reached. With
    /// both, PostgreSQL may start the scan at that bound and read everything up to the position.
    private static CustomerFilter withoutReachedBound(CustomerListQuery query) {
        CustomerFilter filter = query.filter();
        CustomerSort sort = query.sort();
        if (sort.key() != CustomerSort.Key.CREATED_AT || query.after().isEmpty()) {
            return filter;
        }
        Instant reached = (Instant) query.after().get().value();
        return new CustomerFilter(
                filter.search(),
                filter.status(),
                filter.country(),
                filter.createdFrom().filter(from -> sort.descending() || reached.isBefore(from)),
                filter.createdTo().filter(to -> !sort.descending() || !reached.isBefore(to)));
    }

    /// Whether an index has the customers of a status or a country in the requested order.
    static boolean hasIndexInOrder(CustomerListQuery query) {
        CustomerFilter filter = query.filter();
        if (filter.search().isPresent()) {
            return false;
        }
        boolean both = filter.status().isPresent() && filter.country().isPresent();
        return switch (query.sort().key()) {
            case CREATED_AT -> true;
            case UPDATED_AT -> !both && !query.hasTimeBound();
            case NAME -> filter.status().isEmpty() && !query.hasTimeBound();
            case EMAIL -> false;
        };
    }

    /// Conditions that hold for every row that the filter lets through. They change the plan and not
    /// the result: without them PostgreSQL does not look up a status that nearly all customers have,
    /// but scans a wider index, and may first read all customers of the other statuses.
    private static List<Condition> plannerHints(CustomerFilter filter) {
        List<Condition> hints = new ArrayList<>();
        filter.status().map(it -> plannerHint("status", it)).ifPresent(hints::add);
        filter.country().map(it -> plannerHint("country", it)).ifPresent(hints::add);
        return hints;
    }

    private static Condition plannerHint(String column, Object value) {
        return Condition.of("%1$s between (select ?::text) and (select ?::text)".formatted(column), value, value);
    }

    private static boolean isByCountryAlone(CustomerListQuery query) {
        CustomerFilter filter = query.filter();
        return filter.country().isPresent()
                && filter.status().isEmpty()
                && filter.search().isEmpty()
                && query.sort().key() == CustomerSort.Key.CREATED_AT;
    }
}
