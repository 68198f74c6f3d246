package dev.lifeguard.history;

import dev.lifeguard.metrics.Distribution;
import dev.lifeguard.work.Lane;
import java.util.List;

/// All waits and holds since the start, as counts and sums that only ever grow.
///
/// @param waits of all lanes
/// @param holds of all lanes
public record TimeTotals(Distribution waits, Distribution holds, List<OfLane> lanes, List<OfRoute> routes) {
    public TimeTotals {
        lanes = List.copyOf(lanes);
        routes = List.copyOf(routes);
    }

    /// Every lane is there.
    public record OfLane(Lane lane, Distribution waits, Distribution holds) {}

    /// A route that is served in two lanes is there twice.
    ///
    /// @param waits of all who waited, those who waited in vain too
    /// @param executionSeconds for how much of the holds a statement was being executed
    public record OfRoute(
            String route,
            Lane lane,
            long waits,
            double waitSeconds,
            long holds,
            double holdSeconds,
            double executionSeconds,
            long waitedInVain) {}
}
