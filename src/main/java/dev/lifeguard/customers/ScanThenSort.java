package dev.lifeguard.customers;

import dev.lifeguard.customers.CustomerFilter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a page is found when no index has both the filter and the order. Either the order is walked until enough meet
/// the filter, or all who meet the filter are collected and sorted. The server chooses by how many meet it, as if they
/// stood anywhere; where they all stand at the far end, as Chinese names do, it walks past everybody else.
///
/// So the first few are walked, which finds a page if every hundredth meets the filter. Then all are collected, unless
/// there are very many, and only then is it left to the server.
///
/// @param near how many are walked first
/// @param most how many are collected at most
record ScanThenSort(int near, int most) {
    /// As many as cost a millisecond or two.
    static final ScanThenSort PLAIN = new ScanThenSort(4_000, 60_000);

    /// To look for a word takes longer than to compare a status or a time.
    static final ScanThenSort SEARCHED = new ScanThenSort(1_000, 60_000);

    /// A condition on a count is looked at once, before its branch.
    String text(String columns, String order, List<Condition> place, List<Condition> filter) {
        return """
                with walked as materialized (
                    select %1$s from (select %1$s from customers %2$s order by %3$s limit %6$d) as near %4$s limit ?
                ), collected as materialized (
                    select %1$s from customers %5$s and (select count(*) from walked) < ? limit %7$d + 1
                )
                select %1$s
                  from (select * from walked where (select count(*) from walked) = ?
                        union all
                        select * from collected where (select count(*) from collected) <= %7$d
                        union all
                        select * from (select %1$s
                                         from customers %5$s and (select count(*) from collected) > %7$d
                                        order by %3$s
                                        limit ?) as far) as customers
                 order by %3$s
                 limit ?
                """.formatted(
                        columns,
                        Condition.where(place),
                        order,
                        Condition.where(filter),
                        Condition.where(both(place, filter)),
                        near,
                        most);
    }

    /// What is bound to its question marks.
    static List<Object> values(List<Condition> place, List<Condition> filter, int rows) {
        List<Object> both = Condition.values(both(place, filter));
        return Stream.of(
                        Condition.values(place),
                        Condition.values(filter),
                        List.<Object>of(rows),
                        both,
                        List.<Object>of(rows, rows),
                        both,
                        List.<Object>of(rows, rows))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Condition> both(List<Condition> place, List<Condition> filter) {
        return Stream.concat(filter.stream(), place.stream()).toList();
    }
}
