package dev.lifeguard.advice;

import java.util.Optional;

/// The present size of the pool, and how large it could be.
///
/// @param headroom the most connections that this pod's pool can have, including its present ones;
///     empty if the server did not answer
/// @param pods how many pods share the server, including this one
public record ServerRoom(int minConnections, int maxConnections, Optional<Integer> headroom, int pods) {
    /// The largest value of the setting.
    static final int LARGEST_POOL = 1000;

    public ServerRoom {
        Checks.atLeast(0, "minConnections", minConnections);
        Checks.atLeast(Math.max(1, minConnections), "maxConnections", maxConnections);
        Checks.atLeast(1, "pods", pods);
    }

    /// The largest size that may be recommended. At least one, even if the server is full, as a pool
    /// cannot have fewer.
    int largest() {
        return Math.clamp(headroom.orElse(LARGEST_POOL), 1, LARGEST_POOL);
    }

    Size current() {
        return new Size(minConnections, maxConnections);
    }
}
