package dev.lifeguard.pool;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// What the watch over the database goes by.
@ConfigMapping(prefix = "db")
interface WatchSettings {
    Duration slowQuery();

    Duration unreadyAfter();
}
