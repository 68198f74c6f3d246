package dev.lifeguard.diagnosis;

import io.smallrye.config.ConfigMapping;

/// `DB_POOL_WARN_PERCENT`, `DB_POOL_CRITICAL_PERCENT`: which share of connections in use is worth a
/// warning, and which a stronger one.
@ConfigMapping(prefix = "db.pool")
public interface ThresholdSettings {
    int warnPercent();

    int criticalPercent();
}
