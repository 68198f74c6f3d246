package dev.lifeguard.setup;

import io.quarkus.runtime.LaunchMode;
import java.time.Duration;

/// How long Quarkus accepts requests after it begins to stop: `HTTP_DRAIN_DELAY`, plus a margin for requests
/// that have arrived on a connection when the listening socket closes, but have not reached a route.
final class ShutdownTimes {
    private static final Duration MARGIN = Duration.ofMillis(500);

    private ShutdownTimes() {}

    /// Zero in development and in tests, which stop often and serve no clients.
    static String delay(Settings settings) {
        if (LaunchMode.current().isDevOrTest()) {
            return "0s";
        }
        Duration delay = settings.value(Setting.HTTP_DRAIN_DELAY)
                .filter(value -> Setting.HTTP_DRAIN_DELAY.complaint(value).isEmpty())
                .map(SettingRule::parseDuration)
                .orElse(Duration.ZERO);
        return delay.plus(MARGIN).toMillis() + "ms";
    }
}
