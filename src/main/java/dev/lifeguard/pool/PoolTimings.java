package dev.lifeguard.pool;

import dev.lifeguard.pool.history.Timings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long requests wait for a connection and how long they keep it, as metrics and for `/pool`.
///
/// A request that was answered together with others has held its share of the connection: the times of all add up
/// to the time that connections were at work.
@ApplicationScoped
class PoolTimings {
    private final Timings timings;
    private final Timer wait;
    private final Timer use;

    PoolTimings(MeterRegistry registry, Timings timings) {
        this.timings = timings;
        wait = timer(registry, "db.client.connection.wait_time", "The time it took to get a connection from the pool");
        use = timer(
                registry, "db.client.connection.use_time", "The time between getting a connection and returning it");
    }

    void served(List<Client<?>> clients, Hold hold, long now) {
        long held = hold.elapsedNanos(now);
        long executed = hold.executedNanos(now);
        use.record(held, TimeUnit.NANOSECONDS);
        for (Client<?> client : clients) {
            long waited = client.waitedNanos(now) - held;
            wait.record(waited, TimeUnit.NANOSECONDS);
            timings.served(client.caller(), waited, held / hold.requests(), executed / hold.requests());
        }
    }

    /// Somebody waited and got nothing.
    void inVain(Client<?> client) {
        timings.waitedInVain(client.caller(), client.waited().toNanos());
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag(PoolMetrics.POOL_TAG, PoolMetrics.POOL)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }
}
