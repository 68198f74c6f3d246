package dev.lifeguard.operations;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.history.PeakInUse;
import dev.lifeguard.history.TimingsSnapshot;
import dev.lifeguard.pool.Ledger.LaneUse;
import dev.lifeguard.pool.Ledger.Workers;
import dev.lifeguard.pool.PoolTotals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that is known about the pool.
///
/// @param totals since the start
/// @param connections since the start
/// @param heldTooLong leases that have lasted longer than `DB_POOL_LEAK_AFTER` now
/// @param timings how long requests waited, and how long leases lasted
record PoolReport(
        Instant at,
        Diagnosis.Status status,
        @Nullable Cause cause,
        PoolSnapshot poolStats,
        List<String> warnings,
        PeakInUse peakInUse,
        PoolTotals totals,
        Opened connections,
        int heldTooLong,
        List<LaneUse> lanes,
        Workers workers,
        TimingsSnapshot timings,
        Autosizer.Standing autosizing) {
    /// Connections since the start.
    ///
    /// @param created connections that were opened
    /// @param destroyed connections that were closed: idle for too long, too old, too many, or dead
    /// @param invalid of those closed, the ones that were found dead
    record Opened(long created, long destroyed, long invalid, double meanCreationMs) {}
}
