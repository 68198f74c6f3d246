package dev.lifeguard.pool;

/// How busy the pool is, as an operator sees it.
public record PoolStats(
        int minConnections,
        int maxConnections,
        int available,
        int inUse,
        int total,
        int waiting,
        int peakInUse,
        double usagePercent) {
    public static PoolStats of(PoolSnapshot pool) {
        return new PoolStats(
                pool.minConnections(),
                pool.maxConnections(),
                pool.available(),
                pool.inUse(),
                pool.total(),
                pool.waiting(),
                pool.peakInUse(),
                pool.usagePercent());
    }
}
