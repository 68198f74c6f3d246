package dev.lifeguard.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// The pool as metrics, under the names that OpenTelemetry gives to connection pools.
@ApplicationScoped
class PoolMetrics {
    static final String POOL_TAG = "db.client.connection.pool.name";
    static final String POOL = "lifeguard";

    private final MeterRegistry registry;
    private final Pool pool;
    private final PoolCounts counts;
    private final AgroalDataSource dataSource;

    PoolMetrics(MeterRegistry registry, Pool pool, PoolCounts counts, AgroalDataSource dataSource) {
        this.registry = registry;
        this.pool = pool;
        this.counts = counts;
        this.dataSource = dataSource;
    }

    void register(@Observes StartupEvent event) {
        count("idle", PoolSnapshot::available);
        count("used", PoolSnapshot::inUse);
        gauge("db.client.connection.max", "The most connections that the pool may open", PoolSnapshot::maxConnections);
        gauge("db.client.connection.idle.min", "Connections kept open when idle", PoolSnapshot::minConnections);
        gauge("db.client.connection.pending_requests", "Requests that wait for a connection", PoolSnapshot::waiting);
        counter("db.client.connection.timeouts", "Requests that waited for a connection in vain", PoolCounts::timeouts);
        counter("lifeguard.pool.attempts", "Requests for a connection", PoolCounts::attempts);
        counter("lifeguard.pool.refusals", "Requests refused because too many waited", PoolCounts::refusals);
        counter(
                "lifeguard.pool.cancellations",
                "Requests whose client went away while they waited",
                PoolCounts::cancellations);
        FunctionTimer.builder(
                        "db.client.connection.create_time",
                        dataSource.getMetrics(),
                        AgroalDataSourceMetrics::creationCount,
                        metrics -> metrics.creationTimeTotal().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("The time it took to open a connection")
                .tag(POOL_TAG, POOL)
                .register(registry);
    }

    private void count(String state, ToDoubleFunction<PoolSnapshot> value) {
        Gauge.builder("db.client.connection.count", pool, watched -> value.applyAsDouble(watched.snapshot()))
                .description("Open connections by state")
                .tag(POOL_TAG, POOL)
                .tag("state", state)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<PoolSnapshot> value) {
        Gauge.builder(name, pool, watched -> value.applyAsDouble(watched.snapshot()))
                .description(description)
                .tag(POOL_TAG, POOL)
                .register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<PoolCounts> value) {
        FunctionCounter.builder(name, counts, value)
                .description(description)
                .tag(POOL_TAG, POOL)
                .register(registry);
    }
}
