package dev.lifeguard.pool;

import dev.lifeguard.pool.advice.Advice;
import dev.lifeguard.pool.history.Peaks;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The pool as those see it who ask how it is: in numbers, and as a verdict. Reads memory only, so it answers
/// at once whatever the database does.
@ApplicationScoped
public class Pool {
    private static final Duration JUST_NOW = Duration.ofSeconds(10);

    private final AgroalDataSource dataSource;
    private final PoolCounts counts;
    private final PoolSettings settings;
    private final Watch watch;
    private final Lender lender;
    private final Peaks peaks;
    private final Clock clock;
    private final Ledger ledger;
    private volatile Optional<Advice> advice = Optional.empty();

    Pool(
            AgroalDataSource dataSource,
            PoolCounts counts,
            PoolSettings settings,
            Watch watch,
            Lender lender,
            Peaks peaks,
            Clock clock,
            Ledger ledger) {
        this.dataSource = dataSource;
        this.counts = counts;
        this.settings = settings;
        this.watch = watch;
        this.lender = lender;
        this.peaks = peaks;
        this.clock = clock;
        this.ledger = ledger;
    }

    public PoolSnapshot snapshot() {
        AgroalConnectionPoolConfiguration configuration =
                dataSource.getConfiguration().connectionPoolConfiguration();
        int available = (int) dataSource.getMetrics().availableCount();
        int inUse = counts.inUse();
        return new PoolSnapshot(
                configuration.minSize(),
                configuration.maxSize(),
                available,
                inUse,
                available + inUse,
                counts.waiting(),
                peaks.peaks(clock.instant()).sinceStart());
    }

    public Verdict verdict() {
        return verdict(snapshot());
    }

    public Verdict verdict(PoolSnapshot snapshot) {
        return Verdict.of(
                snapshot,
                database(),
                counts.anyoneInVainWithin(JUST_NOW),
                new Verdict.Thresholds(settings.warnPercent(), settings.criticalPercent()),
                new Hints(longestHold(), advice));
    }

    private Optional<Hints.Leak> longestHold() {
        return ledger.longest().filter(leak -> leak.held().compareTo(settings.leakAfter()) > 0);
    }

    /// Takes note of what size the pool should have.
    public void advised(Advice latest) {
        advice = Optional.of(latest);
    }

    /// What size the pool should have, as last judged.
    public Optional<Advice> advice() {
        return advice;
    }

    /// What is known of the database. The watch keeps its connection, so it can be answered while the pool is
    /// turned away; a pool that has no connection for that reason has the last word.
    public DatabaseState database() {
        DatabaseState seen = watch.seen();
        return seen instanceof DatabaseState.Unreachable || seen instanceof DatabaseState.Rejecting
                ? seen
                : lender.whyNone(System.nanoTime() - JUST_NOW.toNanos())
                        .filter(SqlState::isRejection)
                        .<DatabaseState>map(failure -> new DatabaseState.Rejecting(clock.instant(), Reason.of(failure)))
                        .orElse(seen);
    }

    /// Whether this instance should get requests: yes, unless the database has been unreachable for long.
    public boolean isReady() {
        return watch.isReady();
    }
}
