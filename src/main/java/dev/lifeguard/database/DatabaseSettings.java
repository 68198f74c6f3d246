package dev.lifeguard.database;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// When a statement counts as slow, and how long a statement of a long transaction may take.
@ConfigMapping(prefix = "db")
interface DatabaseSettings {
    Duration slowQuery();

    Duration bulkStatementTimeout();
}
