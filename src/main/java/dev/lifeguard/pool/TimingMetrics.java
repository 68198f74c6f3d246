package dev.lifeguard.pool;

import dev.lifeguard.pool.history.TimeTotals;
import dev.lifeguard.pool.history.Timings;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
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
    public void tell(Exposition to) {
        TimeTotals totals = timings.totals();
        for (TimeTotals.OfLane lane : totals.lanes()) {
            to.putSpread(WAIT, lane.waits(), lane.lane().slug());
            to.putSpread(HOLD, lane.holds(), lane.lane().slug());
        }
        totals.routes().forEach(route -> tell(route, to));
    }

    private static void tell(TimeTotals.OfRoute totals, Exposition to) {
        String route = totals.route();
        String lane = totals.lane().slug();
        to.putSum(ROUTE_WAIT, totals.waits(), totals.waitSeconds(), route, lane);
        to.putSum(ROUTE_HOLD, totals.holds(), totals.holdSeconds(), route, lane);
        to.put(ROUTE_EXECUTION, totals.executionSeconds(), route, lane);
        to.put(ROUTE_IN_VAIN, totals.waitedInVain(), route, lane);
    }
}
