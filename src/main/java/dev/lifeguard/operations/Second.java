package dev.lifeguard.operations;

import dev.lifeguard.pool.PoolTotals;

/// What one second brought.
///
/// @param holdMeanMs how long connections were held, on average; 0 if none was returned
record Second(long attempts, long served, long refused, long timedOut, long failed, double holdMeanMs) {
    static Second between(PoolTotals before, PoolTotals after, double holdMeanMs) {
        return new Second(
                after.attempts() - before.attempts(),
                after.served() - before.served(),
                after.refusals() - before.refusals(),
                after.timeouts() - before.timeouts(),
                after.failures() - before.failures(),
                holdMeanMs);
    }
}
