package dev.lifeguard.operations.metrics;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.OpenedAndClosed;
import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.TimeTotals;
import dev.lifeguard.history.Timings;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import dev.lifeguard.pool.PoolCounts;
import jakarta.inject.Singleton;

/// The pool under the names of the OpenTelemetry conventions, for dashboards and alerts that work for
/// any pool.
@Singleton
class OpenTelemetryMetrics implements MetricSource {
    private static final String LABEL = "db_client_connection_pool_name";
    private static final String NAME = "lifeguard";

    private static final Metric COUNT =
            Metric.gauge("db_client_connection_count", "Open connections by state", LABEL, "state");
    private static final Metric MOST =
            Metric.gauge("db_client_connection_max", "The most connections that the pool may open", LABEL);
    private static final Metric FEWEST =
            Metric.gauge("db_client_connection_idle_min", "Connections kept open when idle", LABEL);
    private static final Metric PENDING =
            Metric.gauge("db_client_connection_pending_requests", "Requests that wait for a connection", LABEL);
    private static final Metric TIMEOUTS = Metric.counter(
            "db_client_connection_timeouts_total", "Requests that timed out while they waited for a connection", LABEL);
    private static final Metric CREATION =
            Metric.summary("db_client_connection_create_time_seconds", "The time it took to open a connection", LABEL);
    private static final Metric WAIT = Metric.histogram(
            "db_client_connection_wait_time_seconds", "The time it took to get a connection from the pool", LABEL);
    private static final Metric USE = Metric.histogram(
            "db_client_connection_use_time_seconds", "The time between getting a connection and returning it", LABEL);

    private final PoolView pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final ConnectionSource connections;

    OpenTelemetryMetrics(PoolView pool, PoolCounts counts, Timings timings, ConnectionSource connections) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.connections = connections;
    }

    @Override
    public void collect(Exposition into) {
        PoolSnapshot snapshot = pool.snapshot();
        into.put(COUNT, snapshot.available(), NAME, "idle");
        into.put(COUNT, snapshot.inUse(), NAME, "used");
        into.put(MOST, snapshot.maxConnections(), NAME);
        into.put(FEWEST, snapshot.minConnections(), NAME);
        into.put(PENDING, snapshot.waiting(), NAME);
        into.put(TIMEOUTS, counts.totals().timeouts(), NAME);
        OpenedAndClosed sinceStart = connections.openedAndClosed();
        into.putSum(CREATION, sinceStart.created(), sinceStart.creationTime().toNanos() / 1e9, NAME);
        TimeTotals totals = timings.totals();
        into.putDistribution(WAIT, totals.waits(), NAME);
        into.putDistribution(USE, totals.leases(), NAME);
    }
}
