package dev.lifeguard.dashboards;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// How long answers are kept, and how often roll-ups are brought up to date.
@ConfigMapping(prefix = "dashboard")
interface DashboardSettings {
    Duration cache();

    Duration foldEvery();
}
