package dev.lifeguard.setup;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/// The settings as they are set, read before anything has started: from system properties, the environment,
/// and a `.env` file in the working folder, in this order of precedence. An empty value counts as not set.
public final class Settings {
    /// The exit code for invalid settings (`EX_CONFIG` of sysexits).
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

    /// The value that is set; empty if none is, even if the setting has a default.
    public Optional<String> given(Setting setting) {
        return given.apply(setting).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// The value that is set, or else the default.
    public Optional<String> value(Setting setting) {
        return given(setting).or(setting::fallback);
    }

    /// Every fault, one line each: the variable, its value, and the valid values. Empty if there is none.
    ///
    /// @param development whether this is development, where a key for tokens is made if none is set
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

    /// Compares two numbers, unless one of them has a fault already.
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
        int guaranteed = shares.stream()
                .map(share -> value(share).orElseThrow())
                .mapToInt(share -> Integer.parseInt(share.substring(0, share.indexOf('-'))))
                .sum();
        if (guaranteed > 100) {
            faults.add("%s guarantee %d percent of the pool together: at most 100 are allowed"
                    .formatted(shares.stream().map(Setting::name).collect(Collectors.joining(", ")), guaranteed));
        }
    }

    private boolean isFaulty(Setting setting) {
        return value(setting).flatMap(setting::complaint).isPresent();
    }

    /// Looks at what is set and not at whether it is valid, so that the first start shows every fault.
    private void checkAccess(List<String> faults, boolean development) {
        boolean secret = given(Setting.AUTH_SECRET).isPresent();
        boolean keys = given(Setting.AUTH_JWKS_URL).isPresent();
        if (secret && keys) {
            faults.add("AUTH_SECRET and AUTH_JWKS_URL are both set: set only the one that signs the tokens");
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
