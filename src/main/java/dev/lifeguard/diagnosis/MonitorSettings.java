package dev.lifeguard.diagnosis;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// `DB_SLOW_QUERY`, `DB_UNREADY_AFTER`: when the database counts as slow, and for how long it may be
/// unreachable before this instance is not ready.
@ConfigMapping(prefix = "db")
interface MonitorSettings {
    Duration slowQuery();

    Duration unreadyAfter();
}
