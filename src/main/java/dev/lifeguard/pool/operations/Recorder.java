package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.pool.PoolSnapshot;
import dev.lifeguard.pool.PoolTotals;
import dev.lifeguard.pool.history.History;
import dev.lifeguard.pool.history.LastSecond;
import dev.lifeguard.pool.history.Peaks;
import dev.lifeguard.pool.history.Sample;
import dev.lifeguard.pool.history.Timings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Writes down once a second how the pool is, for the history, the advice and the live stream. Reads memory only.
@ApplicationScoped
class Recorder {
    private static final Logger LOG = Logger.getLogger(Recorder.class);

    private final Pool pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final Peaks peaks;
    private final History history;
    private final Advising advising;
    private final Live live;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pool-recorder").factory());
    private PoolTotals before;

    Recorder(
            Pool pool,
            PoolCounts counts,
            Timings timings,
            Peaks peaks,
            History history,
            Advising advising,
            Live live,
            Clock clock) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.peaks = peaks;
        this.history = history;
        this.advising = advising;
        this.live = live;
        this.clock = clock;
        this.before = counts.totals();
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleAtFixedRate(this::record, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    /// Never throws, as that would end the record.
    private void record() {
        try {
            recordSecond(clock.instant());
            live.tell();
        } catch (RuntimeException e) {
            LOG.error("the record of the pool failed, and goes on", e);
        }
    }

    private void recordSecond(Instant now) {
        LastSecond times = timings.roll(now);
        int peak = peaks.roll(now, counts::inUse);
        PoolSnapshot snapshot = pool.snapshot();
        PoolTotals totals = counts.totals();
        Second second = Second.between(before, totals, times.holdMeanMs());
        before = totals;
        advising.add(second);
        history.add(new Sample(
                now,
                snapshot.available(),
                snapshot.inUse(),
                peak,
                snapshot.waiting(),
                snapshot.maxConnections(),
                Math.toIntExact(second.attempts()),
                Math.toIntExact(second.served()),
                Math.toIntExact(second.refused()),
                Math.toIntExact(second.timedOut()),
                Math.toIntExact(second.failed()),
                times.waitP95Ms(),
                times.holdP95Ms(),
                times.holdMeanMs()));
    }
}
