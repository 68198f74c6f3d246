package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a page for which no index has both the filter and the order. PostgreSQL could scan in order
/// until enough rows meet the filter, or collect all rows that meet it and sort them. It chooses by how
/// many rows meet the filter, and assumes that they are spread evenly. If they all lie at the far end
/// of the order, as Chinese names do, it scans past all other rows.
///
/// This statement bounds the cost of both. It scans a few rows in order, which fills a page if one row
/// in a hundred meets the filter. If that is not enough, it collects and sorts the rows that meet the
/// filter. Only if there are too many of those, PostgreSQL chooses.
///
/// @param scanned how many rows are scanned first
/// @param sorted how many rows are collected at most
record ScanThenSort(int scanned, int sorted) {
    /// Bounds that cost one or two milliseconds.
    static final ScanThenSort PLAIN = new ScanThenSort(4_000, 60_000);

    /// Comparing text with a search term costs more than comparing a status or a time.
    static final ScanThenSort SEARCHED = new ScanThenSort(1_000, 60_000);

    /// PostgreSQL evaluates a condition on `count(*)` once, before it runs the branch.
    String text(String columns, String order, List<Condition> start, List<Condition> filter) {
        return """
                with scanned as materialized (
                    select %1$s from (select %1$s from customers %2$s order by %3$s limit %6$d) as nearest %4$s limit ?
                ), collected as materialized (
                    select %1$s from customers %5$s and (select count(*) from scanned) < ? limit %7$d + 1
                )
                select %1$s
                  from (select * from scanned where (select count(*) from scanned) = ?
                        union all
                        select * from collected where (select count(*) from collected) <= %7$d
                        union all
                        select * from (select %1$s
                                         from customers %5$s and (select count(*) from collected) > %7$d
                                        order by %3$s
                                        limit ?) as rest) as customers
                 order by %3$s
                 limit ?
                """.formatted(
                        columns,
                        Condition.where(start),
                        order,
                        Condition.where(filter),
                        Condition.where(both(start, filter)),
                        scanned,
                        sorted);
    }

    /// The values for its parameters.
    static List<Object> values(List<Condition> start, List<Condition> filter, int rows) {
        List<Object> both = Condition.values(both(start, filter));
        return Stream.of(
                        Condition.values(start),
                        Condition.values(filter),
                        List.<Object>of(rows),
                        both,
                        List.<Object>of(rows, rows),
                        both,
                        List.<Object>of(rows, rows))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Condition> both(List<Condition> start, List<Condition> filter) {
        return Stream.concat(filter.stream(), start.stream()).toList();
    }
}
