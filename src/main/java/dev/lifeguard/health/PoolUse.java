package dev.lifeguard.health;

import dev.lifeguard.diagnosis.PoolSnapshot;

/// How busy the pool is, for anyone to see.
record PoolUse(int available, int inUse, int total, int waiting, int maxConnections, double usagePercent) {
    static PoolUse of(PoolSnapshot pool) {
        return new PoolUse(
                pool.available(),
                pool.inUse(),
                pool.total(),
                pool.waiting(),
                pool.maxConnections(),
                pool.usagePercent());
    }
}
