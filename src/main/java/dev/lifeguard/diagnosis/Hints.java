package dev.lifeguard.diagnosis;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.pool.Ledger;
import java.util.Optional;

/// Evidence that points to a cure, besides how busy the pool is.
///
/// @param leak the longest lease, if it has lasted longer than `DB_POOL_LEAK_AFTER`
/// @param advice the latest advice on the size of the pool
public record Hints(Optional<Ledger.LongLease> leak, Optional<Advice> advice) {
    public static final Hints NONE = new Hints(Optional.empty(), Optional.empty());
}
