package dev.lifeguard.dashboards;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// How long dashboards are cached, and how often deltas are folded into the roll-ups.
@ConfigMapping(prefix = "dashboard")
interface DashboardSettings {
    Duration cache();

    Duration foldEvery();
}
