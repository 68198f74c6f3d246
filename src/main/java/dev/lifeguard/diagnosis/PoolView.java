package dev.lifeguard.diagnosis;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.connections.Bounds;
import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.FailureReason;
import dev.lifeguard.connections.SqlState;
import dev.lifeguard.history.Peaks;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.PoolCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The state of the pool, in numbers and as a diagnosis. Reads memory only, so it answers at once whatever the
/// database does.
///
/// Safe for use by several threads.
@ApplicationScoped
public class PoolView {
    private static final Duration JUST_NOW = Duration.ofSeconds(10);

    private final ConnectionSource connections;
    private final PoolCounts counts;
    private final ThresholdSettings thresholds;
    private final Monitor monitor;
    private final Peaks peaks;
    private final Clock clock;
    private final Ledger ledger;
    private volatile Optional<Advice> advice = Optional.empty();

    PoolView(
            ConnectionSource connections,
            PoolCounts counts,
            ThresholdSettings thresholds,
            Monitor monitor,
            Peaks peaks,
            Clock clock,
            Ledger ledger) {
        this.connections = connections;
        this.counts = counts;
        this.thresholds = thresholds;
        this.monitor = monitor;
        this.peaks = peaks;
        this.clock = clock;
        this.ledger = ledger;
    }

    public PoolSnapshot snapshot() {
        Bounds bounds = connections.bounds();
        int available = connections.idle();
        int inUse = counts.inUse();
        return new PoolSnapshot(
                bounds.min(),
                bounds.max(),
                available,
                inUse,
                available + inUse,
                counts.waiting(),
                peaks.peaks(clock.instant()).sinceStart());
    }

    public Diagnosis diagnosis() {
        return diagnosis(snapshot());
    }

    public Diagnosis diagnosis(PoolSnapshot snapshot) {
        return Diagnosis.of(
                snapshot,
                database(),
                counts.anyNotServedWithin(JUST_NOW),
                new Diagnosis.Thresholds(thresholds.warnPercent(), thresholds.criticalPercent()),
                new Hints(ledger.leak(), advice));
    }

    /// Stores the latest advice, for warnings and metrics.
    public void adviceIs(Advice latest) {
        advice = Optional.of(latest);
    }

    /// The latest advice on the size of the pool.
    public Optional<Advice> advice() {
        return advice;
    }

    /// The state of the database. The monitor keeps its connection, so it may still get answers while
    /// the database rejects every new connection of the pool. If the pool has no connection at all for
    /// that reason, this overrules the monitor.
    public DatabaseState database() {
        DatabaseState seen = monitor.seen();
        return seen instanceof DatabaseState.Unreachable || seen instanceof DatabaseState.Rejecting
                ? seen
                : connections
                        .whyNone(System.nanoTime() - JUST_NOW.toNanos())
                        .filter(SqlState::isRejection)
                        .<DatabaseState>map(
                                failure -> new DatabaseState.Rejecting(clock.instant(), FailureReason.of(failure)))
                        .orElse(seen);
    }

    /// Whether this instance should get requests: yes, unless the database has been unreachable for long.
    public boolean isReady() {
        return monitor.isReady();
    }
}
