package dev.lifeguard.operations;

import dev.lifeguard.pool.Ledger.LaneUse;
import java.util.List;

/// What the service itself knows of its pool at one moment.
///
/// @param waiters all of them, in the order in which they wait
public record PoolState(
        int inUse, int maxConnections, List<Holder> holders, List<Waiting> waiters, List<LaneUse> lanes) {}
