package dev.lifeguard.operations;

import dev.lifeguard.pool.Ledger.LaneUse;
import java.util.List;

/// The state of the pool at one moment, as far as the service itself knows it.
///
/// @param waiters all waiting requests, the longest wait first
public record PoolState(
        int inUse, int maxConnections, List<Holder> holders, List<Waiting> waiters, List<LaneUse> lanes) {}
