package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.pool.PoolSettings;
import dev.lifeguard.pool.PoolSnapshot;
import dev.lifeguard.pool.PoolStats;
import dev.lifeguard.pool.Verdict;
import dev.lifeguard.pool.Words;
import dev.lifeguard.pool.history.Peaks;
import dev.lifeguard.pool.history.Timings;
import dev.lifeguard.pool.operations.PoolReport.Opened;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Puts together what the pool knows of itself. Reads memory only.
///
/// Safe for use by several threads.
@ApplicationScoped
class Reports {
    private final Pool pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final Peaks peaks;
    private final Ledger ledger;
    private final Autosizer autosizer;
    private final PoolSettings settings;
    private final AgroalDataSource dataSource;
    private final Clock clock;

    Reports(
            Pool pool,
            PoolCounts counts,
            Timings timings,
            Peaks peaks,
            Ledger ledger,
            Autosizer autosizer,
            PoolSettings settings,
            AgroalDataSource dataSource,
            Clock clock) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.peaks = peaks;
        this.ledger = ledger;
        this.autosizer = autosizer;
        this.settings = settings;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    PoolReport now() {
        return now(Words.inEnglish());
    }

    PoolReport now(Words words) {
        Instant now = clock.instant();
        PoolSnapshot snapshot = pool.snapshot();
        Verdict verdict = pool.verdict(snapshot);
        return new PoolReport(
                now,
                verdict.status(),
                verdict.cause().orElse(null),
                PoolStats.of(snapshot),
                words.inFull(verdict.warnings()),
                peaks.peaks(now),
                counts.totals(),
                opened(),
                heldTooLong(),
                ledger.lanes(),
                ledger.workers(),
                timings.snapshot(),
                autosizer.standing());
    }

    private Opened opened() {
        AgroalDataSourceMetrics metrics = dataSource.getMetrics();
        return new Opened(
                metrics.creationCount(),
                metrics.destroyCount() + metrics.reapCount() + metrics.invalidCount(),
                metrics.invalidCount(),
                metrics.creationTimeAverage().toNanos() / 1e6);
    }

    private int heldTooLong() {
        return (int) ledger.held().stream()
                .filter(held -> held.held().compareTo(settings.leakAfter()) > 0)
                .count();
    }
}
