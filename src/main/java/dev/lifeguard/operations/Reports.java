package dev.lifeguard.operations;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.OpenedAndClosed;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.Messages;
import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.Peaks;
import dev.lifeguard.history.Timings;
import dev.lifeguard.operations.PoolReport.Opened;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.PoolCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Collects everything that is known about the pool. Reads memory only.
///
/// Safe for use by several threads.
@ApplicationScoped
class Reports {
    private final PoolView pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final Peaks peaks;
    private final Ledger ledger;
    private final Autosizer autosizer;
    private final ConnectionSource connections;
    private final Clock clock;

    Reports(
            PoolView pool,
            PoolCounts counts,
            Timings timings,
            Peaks peaks,
            Ledger ledger,
            Autosizer autosizer,
            ConnectionSource connections,
            Clock clock) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.peaks = peaks;
        this.ledger = ledger;
        this.autosizer = autosizer;
        this.connections = connections;
        this.clock = clock;
    }

    PoolReport now() {
        return now(Messages.inEnglish());
    }

    PoolReport now(Messages messages) {
        Instant now = clock.instant();
        PoolSnapshot snapshot = pool.snapshot();
        Diagnosis diagnosis = pool.diagnosis(snapshot);
        return new PoolReport(
                now,
                diagnosis.status(),
                diagnosis.cause().orElse(null),
                snapshot,
                messages.inFull(diagnosis.warnings()),
                peaks.peaks(now),
                counts.totals(),
                opened(),
                ledger.leaks(),
                ledger.lanes(),
                ledger.workers(),
                timings.snapshot(),
                autosizer.standing());
    }

    private Opened opened() {
        OpenedAndClosed sinceStart = connections.openedAndClosed();
        return new Opened(
                sinceStart.created(),
                sinceStart.closed(),
                sinceStart.dead(),
                sinceStart.meanCreationTime().toNanos() / 1e6);
    }
}
