package dev.lifeguard.pool;

/// What happened since the start. Each count is exact; several may be a moment apart.
///
/// @param attempts requests for a connection
/// @param served got one, and are done
/// @param refusals turned away at once
/// @param timeouts waited in vain
/// @param cancellations went away while they waited
/// @param failures waited until it was found that no connection can be opened
/// @param couldNotOpen tries to open a connection that failed
/// @param heldTooLong connections that were held for longer than `DB_POOL_LEAK_AFTER`
public record PoolTotals(
        long attempts,
        long served,
        long refusals,
        long timeouts,
        long cancellations,
        long failures,
        long couldNotOpen,
        long heldTooLong) {}
