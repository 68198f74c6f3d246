package dev.lifeguard.pool;

import dev.lifeguard.pool.advice.Autosizing;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.OptionalInt;

/// `DB_POOL_…`: how large the pool is, how long one waits for it, and from when it is worth a warning.
@ConfigMapping(prefix = "db.pool")
public interface PoolSettings {
    int minConnections();

    int maxConnections();

    Duration acquireTimeout();

    int maxWaiting();

    Duration idleTimeout();

    Duration maxLifetime();

    Duration validationInterval();

    Duration leakAfter();

    /// What the lane `interactive` may have: own and most, as in `50-100`.
    String interactiveShare();

    String dashboardsShare();

    String bulkShare();

    /// How long 95 of 100 requests should wait at the most, which is what advice aims at.
    Duration waitTarget();

    /// Whether the pool follows the advice by itself.
    Autosizing.Mode autosize();

    /// Up to which size; twice the configured maximum if it is not set.
    OptionalInt autosizeMax();

    int warnPercent();

    int criticalPercent();
}
