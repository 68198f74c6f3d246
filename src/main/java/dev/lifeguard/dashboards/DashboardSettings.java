package dev.lifeguard.dashboards;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// How long answers are kept.
@ConfigMapping(prefix = "dashboard")
interface DashboardSettings {
    Duration cache();
}
