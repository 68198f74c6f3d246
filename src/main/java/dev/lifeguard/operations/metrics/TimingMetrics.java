package dev.lifeguard.operations.metrics;

import dev.lifeguard.history.TimeTotals;
import dev.lifeguard.history.Timings;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import jakarta.inject.Singleton;

/// How long was waited and held: spread out by lane, and as sums by route. A spread for each route would be many
/// series, and says little that its lane does not.
@Singleton
class TimingMetrics implements MetricSource {
    private static final Metric WAIT = Metric.histogram(
            "lifeguard_pool_wait_seconds", "How long was waited for a connection, in vain too", "lane");
    private static final Metric HOLD =
            Metric.histogram("lifeguard_pool_hold_seconds", "How long a connection was held", "lane");
    private static final Metric ROUTE_WAIT =
            Metric.summary("lifeguard_route_wait_seconds", "Waits for a connection by route", "route", "lane");
    private static final Metric ROUTE_HOLD =
            Metric.summary("lifeguard_route_hold_seconds", "Holds of a connection by route", "route", "lane");
    private static final Metric ROUTE_EXECUTION = Metric.counter(
            "lifeguard_route_execution_seconds_total",
            "For how much of the holds a statement was being executed; the rest of them was idle",
            "route",
            "lane");
    private static final Metric ROUTE_IN_VAIN = Metric.counter(
            "lifeguard_route_waits_in_vain_total", "Waits that ended without a connection, by route", "route", "lane");

    private final Timings timings;

    TimingMetrics(Timings timings) {
        this.timings = timings;
    }

    @Override
    public void collect(Exposition into) {
        TimeTotals totals = timings.totals();
        for (TimeTotals.OfLane lane : totals.lanes()) {
            into.putDistribution(WAIT, lane.waits(), lane.lane().slug());
            into.putDistribution(HOLD, lane.holds(), lane.lane().slug());
        }
        totals.routes().forEach(route -> add(route, into));
    }

    private static void add(TimeTotals.OfRoute totals, Exposition into) {
        String route = totals.route();
        String lane = totals.lane().slug();
        into.putSum(ROUTE_WAIT, totals.waits(), totals.waitSeconds(), route, lane);
        into.putSum(ROUTE_HOLD, totals.holds(), totals.holdSeconds(), route, lane);
        into.put(ROUTE_EXECUTION, totals.executionSeconds(), route, lane);
        into.put(ROUTE_IN_VAIN, totals.waitedInVain(), route, lane);
    }
}
