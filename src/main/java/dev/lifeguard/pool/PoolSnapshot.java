package dev.lifeguard.pool;

/// The pool at a moment, as far as there is such a thing: each number is true, but they are read one after the
/// other, so their sums may be off by what happened in between.
///
/// @param available open and idle: can be handed out at once
/// @param inUse lent to units of work
/// @param total open
/// @param waiting requests without a connection yet
/// @param peakInUse the most that were ever lent at once since the start
public record PoolSnapshot(
        int minConnections, int maxConnections, int available, int inUse, int total, int waiting, int peakInUse) {
    /// The share of the pool that is in use, in percent with one decimal.
    public double usagePercent() {
        return Math.round(1000.0 * inUse / maxConnections) / 10.0;
    }

    /// Whether the next request would have to wait for another to finish.
    public boolean isExhausted() {
        return inUse >= maxConnections;
    }
}
