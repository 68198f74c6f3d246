package dev.lifeguard.pool;

/// What happened since the start. Each count is exact; several may be a moment apart.
///
/// @param attempts requests for a connection
/// @param served requests that got one
/// @param refusals requests that were refused at once
/// @param timeouts requests that timed out
/// @param cancellations requests whose client left while they waited
/// @param failures requests that failed because no connection could be opened
/// @param couldNotOpen failed attempts to open a connection
/// @param heldTooLong leases that lasted longer than `DB_POOL_LEAK_AFTER`
public record PoolTotals(
        long attempts,
        long served,
        long refusals,
        long timeouts,
        long cancellations,
        long failures,
        long couldNotOpen,
        long heldTooLong) {}
