package dev.lifeguard.health;

import dev.lifeguard.diagnosis.PoolSnapshot;

/// The counts of a [PoolSnapshot] that anyone may see. A list of its own, so that a new field of the
/// snapshot does not become public by itself.
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
