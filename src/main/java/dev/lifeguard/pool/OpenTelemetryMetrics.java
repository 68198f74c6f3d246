package dev.lifeguard.pool;

import dev.lifeguard.pool.history.TimeTotals;
import dev.lifeguard.pool.history.Timings;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import jakarta.inject.Singleton;

/// The pool under the names that OpenTelemetry gives to any, for panels and alerts that are made for all pools.
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
            "db_client_connection_timeouts_total", "Requests that waited for a connection in vain", LABEL);
    private static final Metric CREATION =
            Metric.summary("db_client_connection_create_time_seconds", "The time it took to open a connection", LABEL);
    private static final Metric WAIT = Metric.histogram(
            "db_client_connection_wait_time_seconds", "The time it took to get a connection from the pool", LABEL);
    private static final Metric USE = Metric.histogram(
            "db_client_connection_use_time_seconds", "The time between getting a connection and returning it", LABEL);

    private final Pool pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final AgroalDataSource dataSource;

    OpenTelemetryMetrics(Pool pool, PoolCounts counts, Timings timings, AgroalDataSource dataSource) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.dataSource = dataSource;
    }

    @Override
    public void tell(Exposition to) {
        PoolSnapshot snapshot = pool.snapshot();
        to.put(COUNT, snapshot.available(), NAME, "idle");
        to.put(COUNT, snapshot.inUse(), NAME, "used");
        to.put(MOST, snapshot.maxConnections(), NAME);
        to.put(FEWEST, snapshot.minConnections(), NAME);
        to.put(PENDING, snapshot.waiting(), NAME);
        to.put(TIMEOUTS, counts.totals().timeouts(), NAME);
        AgroalDataSourceMetrics metrics = dataSource.getMetrics();
        to.putSum(CREATION, metrics.creationCount(), metrics.creationTimeTotal().toNanos() / 1e9, NAME);
        TimeTotals totals = timings.totals();
        to.putSpread(WAIT, totals.waits(), NAME);
        to.putSpread(USE, totals.holds(), NAME);
    }
}
