package dev.lifeguard.operations.metrics;

import dev.lifeguard.history.TimeTotals;
import dev.lifeguard.history.Timings;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import jakarta.inject.Singleton;

/// Wait and lease times: as histograms by lane, and as sums by route. A histogram for each route would
/// be many series, and would add little to that of its lane.
@Singleton
class TimingMetrics implements MetricSource {
    private static final Metric WAIT = Metric.histogram(
            "lifeguard_pool_wait_seconds",
            "How long requests waited for a connection, including those that were not served",
            "lane");
    private static final Metric LEASE =
            Metric.histogram("lifeguard_pool_hold_seconds", "How long leases lasted", "lane");
    private static final Metric ROUTE_WAIT =
            Metric.summary("lifeguard_route_wait_seconds", "Waits for a connection, by route", "route", "lane");
    private static final Metric ROUTE_LEASE =
            Metric.summary("lifeguard_route_hold_seconds", "Leases, by route", "route", "lane");
    private static final Metric ROUTE_EXECUTION = Metric.counter(
            "lifeguard_route_execution_seconds_total",
            "For how much of the leases a statement was running; for the rest they were idle",
            "route",
            "lane");
    private static final Metric ROUTE_NOT_SERVED = Metric.counter(
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
            into.putDistribution(LEASE, lane.leases(), lane.lane().slug());
        }
        totals.routes().forEach(route -> add(route, into));
    }

    private static void add(TimeTotals.OfRoute totals, Exposition into) {
        String route = totals.route();
        String lane = totals.lane().slug();
        into.putSum(ROUTE_WAIT, totals.waits(), totals.waitSeconds(), route, lane);
        into.putSum(ROUTE_LEASE, totals.leases(), totals.leaseSeconds(), route, lane);
        into.put(ROUTE_EXECUTION, totals.executionSeconds(), route, lane);
        into.put(ROUTE_NOT_SERVED, totals.notServed(), route, lane);
    }
}
