package dev.lifeguard.pool;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// `DB_POOL_…`: how large the pool is, and how long a request may wait.
@ConfigMapping(prefix = "db.pool")
public interface PoolSettings {
    int minConnections();

    int maxConnections();

    Duration acquireTimeout();

    int maxWaiting();

    Duration leakAfter();

    /// The share of the lane `interactive`: guaranteed and maximum percent, as in `50-100`.
    String interactiveShare();

    String dashboardsShare();

    String bulkShare();
}
