package dev.lifeguard.setup;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/// The settings as they were given, before anything has started: from system properties, the environment, and a
/// `.env` file in the working folder, the earlier winning. An empty value counts as not set.
public final class Settings {
    /// The exit code for settings that cannot be right (`EX_CONFIG` of sysexits).
    public static final int EXIT_CODE = 78;

    private final Function<Setting, Optional<String>> given;

    Settings(Function<Setting, Optional<String>> given) {
        this.given = given;
    }

    public static Settings read() {
        Config config = new SmallRyeConfigBuilder()
                .addSystemSources()
                .withSources(new DotEnvConfigSourceProvider().getConfigSources(Settings.class.getClassLoader()))
                .build();
        return new Settings(setting ->
                Optional.ofNullable(config.getConfigValue(setting.key()).getRawValue()));
    }

    /// What was given for a setting, or nothing: neither empty nor its default.
    public Optional<String> given(Setting setting) {
        return given.apply(setting).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// What holds: what was given, else the default.
    public Optional<String> value(Setting setting) {
        return given(setting).or(setting::fallback);
    }

    /// Everything that cannot be right, a line each: the variable, what it had, what it takes. Empty if all is
    /// well.
    ///
    /// @param development whether this is development, where a key for tokens is made if none is given
    public List<String> faults(boolean development) {
        List<String> faults = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            given(setting)
                    .flatMap(setting::complaint)
                    .ifPresent(complaint ->
                            faults.add("%s %s: it takes %s".formatted(setting, complaint, setting.takes())));
        }
        notAbove(faults, Setting.DB_POOL_MIN_CONNECTIONS, Setting.DB_POOL_MAX_CONNECTIONS);
        notAbove(faults, Setting.DB_POOL_WARN_PERCENT, Setting.DB_POOL_CRITICAL_PERCENT);
        checkShares(faults);
        checkAccess(faults, development);
        return faults;
    }

    /// Compares two numbers, unless one of them is a fault already.
    private void notAbove(List<String> faults, Setting lower, Setting upper) {
        if (isFaulty(lower) || isFaulty(upper)) {
            return;
        }
        int least = Integer.parseInt(value(lower).orElseThrow());
        int most = Integer.parseInt(value(upper).orElseThrow());
        if (least > most) {
            faults.add("%s is %d and %s is %d: it takes at most that".formatted(lower, least, upper, most));
        }
    }

    private void checkShares(List<String> faults) {
        List<Setting> shares = List.of(
                Setting.DB_POOL_INTERACTIVE_SHARE, Setting.DB_POOL_DASHBOARDS_SHARE, Setting.DB_POOL_BULK_SHARE);
        if (shares.stream().anyMatch(this::isFaulty)) {
            return;
        }
        int owned = shares.stream()
                .map(share -> value(share).orElseThrow())
                .mapToInt(share -> Integer.parseInt(share.substring(0, share.indexOf('-'))))
                .sum();
        if (owned > 100) {
            faults.add("%s give away %d percent of the pool as own shares: it takes at most 100"
                    .formatted(shares.stream().map(Setting::name).collect(Collectors.joining(", ")), owned));
        }
    }

    private boolean isFaulty(Setting setting) {
        return value(setting).flatMap(setting::complaint).isPresent();
    }

    /// Goes by what is set, whether or not it is right, so that each of these faults shows up the first time.
    private void checkAccess(List<String> faults, boolean development) {
        boolean secret = given(Setting.AUTH_SECRET).isPresent();
        boolean keys = given(Setting.AUTH_JWKS_URL).isPresent();
        if (secret && keys) {
            faults.add("AUTH_SECRET and AUTH_JWKS_URL are both set: set the one that your tokens are signed with");
        }
        if (keys) {
            for (Setting companion : List.of(Setting.AUTH_ISSUER, Setting.AUTH_AUDIENCE)) {
                if (given(companion).isEmpty()) {
                    faults.add("%s is not set: AUTH_JWKS_URL needs it, it takes %s"
                            .formatted(companion, companion.takes()));
                }
            }
        }
        if (!secret && !keys && !development && given(Setting.DATABASE_URL).isPresent()) {
            faults.add(
                    "AUTH_SECRET and AUTH_JWKS_URL are not set: with DATABASE_URL one of them is needed, AUTH_SECRET takes "
                            + Setting.AUTH_SECRET.takes() + ", AUTH_JWKS_URL " + Setting.AUTH_JWKS_URL.takes());
        }
    }
}
