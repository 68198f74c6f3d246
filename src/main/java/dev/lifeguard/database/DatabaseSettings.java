package dev.lifeguard.database;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// From when a statement is slow.
@ConfigMapping(prefix = "db")
interface DatabaseSettings {
    Duration slowQuery();
}
