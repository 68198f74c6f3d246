package dev.lifeguard.operations;

import dev.lifeguard.work.Lane;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How many requests of one route and lane wait.
public record WaitingByRoute(String route, Lane lane, long count) {
    /// The most frequent first.
    static List<WaitingByRoute> of(List<Waiting> all) {
        Map<WaitingByRoute, Long> counts = all.stream()
                .map(one -> new WaitingByRoute(one.route(), one.lane(), 0))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> new WaitingByRoute(
                        entry.getKey().route(), entry.getKey().lane(), entry.getValue()))
                .sorted(Comparator.comparingLong(WaitingByRoute::count)
                        .reversed()
                        .thenComparing(WaitingByRoute::route)
                        .thenComparing(WaitingByRoute::lane))
                .toList();
    }
}
