package dev.lifeguard.setup;

import io.quarkus.runtime.LaunchMode;
import java.time.Duration;

/// How long Quarkus lets requests come in after it was told to stop: as long as `HTTP_DRAIN_DELAY` says, and then the
/// moment that the last of them need to get from the network to a route once nobody new is let in.
final class ShutdownTimes {
    private static final Duration LAST_MOMENT = Duration.ofMillis(500);

    private ShutdownTimes() {}

    /// Nothing in development and in tests, where there are many stops and nobody to see out.
    static String delay(Settings settings) {
        if (LaunchMode.current().isDevOrTest()) {
            return "0s";
        }
        Duration delay = settings.value(Setting.HTTP_DRAIN_DELAY)
                .filter(value -> Setting.HTTP_DRAIN_DELAY.complaint(value).isEmpty())
                .map(SettingRule::parseDuration)
                .orElse(Duration.ZERO);
        return delay.plus(LAST_MOMENT).toMillis() + "ms";
    }
}
