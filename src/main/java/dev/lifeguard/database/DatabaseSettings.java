package dev.lifeguard.database;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// From when a statement is slow, and how long one may take that is slow by nature.
@ConfigMapping(prefix = "db")
interface DatabaseSettings {
    Duration slowQuery();

    Duration bulkStatementTimeout();
}
