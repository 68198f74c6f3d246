package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.Cause;
import dev.lifeguard.pool.Ledger.LaneUse;
import dev.lifeguard.pool.Ledger.Workers;
import dev.lifeguard.pool.PoolStats;
import dev.lifeguard.pool.PoolTotals;
import dev.lifeguard.pool.Verdict;
import dev.lifeguard.pool.history.PeakInUse;
import dev.lifeguard.pool.history.TimingsSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that the pool knows of itself.
///
/// @param totals since the start
/// @param connections since the start
/// @param heldTooLong connections held for longer than `DB_POOL_LEAK_AFTER` now
/// @param timings how long was waited and held
record PoolReport(
        Instant at,
        Verdict.Status status,
        @Nullable Cause cause,
        PoolStats poolStats,
        List<String> warnings,
        PeakInUse peakInUse,
        PoolTotals totals,
        Opened connections,
        int heldTooLong,
        List<LaneUse> lanes,
        Workers workers,
        TimingsSnapshot timings,
        Autosizer.Standing autosizing) {
    /// What Agroal did.
    ///
    /// @param created connections that were opened
    /// @param destroyed closed: idle for too long, too old, too many, or dead
    /// @param invalid found dead
    record Opened(long created, long destroyed, long invalid, double meanCreationMs) {}
}
