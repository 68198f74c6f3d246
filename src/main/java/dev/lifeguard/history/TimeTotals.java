package dev.lifeguard.history;

import dev.lifeguard.metrics.Distribution;
import dev.lifeguard.work.Lane;
import java.util.List;

/// All waits and leases since the start, as counts and sums that never decrease.
///
/// @param waits of all lanes
/// @param leases of all lanes
public record TimeTotals(Distribution waits, Distribution leases, List<OfLane> lanes, List<OfRoute> routes) {
    public TimeTotals {
        lanes = List.copyOf(lanes);
        routes = List.copyOf(routes);
    }

    /// The totals of a lane. Every lane is present.
    public record OfLane(Lane lane, Distribution waits, Distribution leases) {}

    /// The totals of a route. A route that is served in two lanes appears twice.
    ///
    /// @param waits how many requests waited, including those that were not served
    /// @param executionSeconds for how much of the leases a statement was running
    /// @param notServed how many of the waits ended without a connection
    public record OfRoute(
            String route,
            Lane lane,
            long waits,
            double waitSeconds,
            long leases,
            double leaseSeconds,
            double executionSeconds,
            long notServed) {}
}
