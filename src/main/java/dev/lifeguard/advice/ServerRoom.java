package dev.lifeguard.advice;

import java.util.Optional;

/// What the pool has now, and what it could have.
///
/// @param headroom the most connections that this pod can have, those that it has now included; empty
///     when nobody could ask the server
/// @param pods that share the server, this one included
public record ServerRoom(int minConnections, int maxConnections, Optional<Integer> headroom, int pods) {
    /// What the setting takes at the most.
    static final int LARGEST_POOL = 1000;

    public ServerRoom {
        Checks.atLeast(0, "minConnections", minConnections);
        Checks.atLeast(Math.max(1, minConnections), "maxConnections", maxConnections);
        Checks.atLeast(1, "pods", pods);
    }

    /// The largest size that may be recommended. One connection even on a full server: a pool cannot
    /// have fewer.
    int largest() {
        return Math.clamp(headroom.orElse(LARGEST_POOL), 1, LARGEST_POOL);
    }

    Size current() {
        return new Size(minConnections, maxConnections);
    }
}
