package dev.lifeguard.operations;

import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.History;
import dev.lifeguard.history.LastSecond;
import dev.lifeguard.history.Peaks;
import dev.lifeguard.history.Sample;
import dev.lifeguard.history.Timings;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.pool.PoolTotals;
import dev.lifeguard.tasks.RecurringTasks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;

/// Records the state of the pool once a second, for the history, the advice and the liveStream stream. Reads memory
/// only.
@ApplicationScoped
class Recorder {
    private final PoolView pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final Peaks peaks;
    private final History history;
    private final AdviceLoop adviceLoop;
    private final LiveStream liveStream;
    private final Clock clock;
    private final RecurringTasks tasks;
    private PoolTotals previous;

    Recorder(
            PoolView pool,
            PoolCounts counts,
            Timings timings,
            Peaks peaks,
            History history,
            AdviceLoop adviceLoop,
            LiveStream liveStream,
            Clock clock,
            RecurringTasks tasks) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.peaks = peaks;
        this.history = history;
        this.adviceLoop = adviceLoop;
        this.liveStream = liveStream;
        this.clock = clock;
        this.tasks = tasks;
        this.previous = counts.totals();
    }

    void start(@Observes StartupEvent event) {
        tasks.everySecond("recording the pool", this::record);
    }

    private void record() {
        recordSecond(clock.instant());
        liveStream.publish();
    }

    private void recordSecond(Instant now) {
        LastSecond times = timings.roll(now);
        int peak = peaks.roll(now, counts::inUse);
        PoolSnapshot snapshot = pool.snapshot();
        PoolTotals totals = counts.totals();
        Second second = Second.between(previous, totals, times.holdMeanMs());
        previous = totals;
        adviceLoop.add(second);
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
