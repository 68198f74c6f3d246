package dev.lifeguard.operations;

import dev.lifeguard.pool.PoolTotals;

/// What happened in one second.
///
/// @param leaseMeanMs how long the leases that ended lasted on average; 0 if none ended
record Second(long attempts, long served, long refused, long timedOut, long failed, double leaseMeanMs) {
    static Second between(PoolTotals before, PoolTotals after, double leaseMeanMs) {
        return new Second(
                after.attempts() - before.attempts(),
                after.served() - before.served(),
                after.refusals() - before.refusals(),
                after.timeouts() - before.timeouts(),
                after.failures() - before.failures(),
                leaseMeanMs);
    }
}
