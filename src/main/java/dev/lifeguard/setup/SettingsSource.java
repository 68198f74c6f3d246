package dev.lifeguard.setup;

import io.quarkus.runtime.ImageMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Gives Quarkus the settings of [Setting]: their defaults, their values where Quarkus would read them
/// differently, and the properties of the two data sources that follow from `DATABASE_URL`.
///
/// It gives nothing during the build. Quarkus writes into the jar what it reads then, and the build machine
/// may have a `DATABASE_URL` with a password.
public final class SettingsSource implements ConfigSourceFactory {
    private static final int BELOW_ALL_SOURCES = 90;
    private static final int ABOVE_APPLICATION_PROPERTIES = 275;
    private static final int ABOVE_THE_ENVIRONMENT = 450;
    private static final String ALL_ADDRESSES = "0.0.0.0";
    /// On the stack during the build. Coupled by its name, see `docs/decisions/0012-framework-internals.md`.
    private static final String BUILD = "io.quarkus.deployment.configuration.BuildTimeConfigurationReader";
    private static final String BACKSLASH = "settings.backslash";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return isBuild() ? List.of() : sources(context);
    }

    private static boolean isBuild() {
        return ImageMode.current() == ImageMode.NATIVE_BUILD
                || StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getClassName().startsWith(BUILD)));
    }

    private static List<ConfigSource> sources(ConfigSourceContext context) {
        Settings settings = new Settings(setting -> raw(context, setting));
        Map<String, String> defaults = new HashMap<>(Map.of(BACKSLASH, "\\"));
        Map<String, String> normalized = new HashMap<>();
        for (Setting setting : Setting.values()) {
            setting.fallback().ifPresent(fallback -> defaults.put(setting.key(), fallback));
            raw(context, setting).ifPresent(given -> {
                String value = normalized(settings, setting);
                if (!value.equals(given)) {
                    normalized.put(setting.key(), value);
                }
            });
        }
        Map<String, String> derived = new HashMap<>();
        DataSourceProperties.of(settings).forEach((key, value) -> derived.put(key, literal(value)));
        derived.put("quarkus.shutdown.delay", ShutdownTimes.delay(settings));
        Tracing.of(settings).forEach((key, value) -> derived.put(key, literal(value)));
        return List.of(
                new PropertiesConfigSource(defaults, "settings: defaults", BELOW_ALL_SOURCES),
                new PropertiesConfigSource(normalized, "settings: normalized", ABOVE_THE_ENVIRONMENT),
                new PropertiesConfigSource(derived, "settings: derived", ABOVE_APPLICATION_PROPERTIES));
    }

    /// The value without expansion: a `$` is a `$`.
    private static Optional<String> raw(ConfigSourceContext context, Setting setting) {
        return Expressions.withoutExpansion(
                () -> Optional.ofNullable(context.getValue(setting.key())).map(ConfigValue::getValue));
    }

    /// The value without surrounding blanks. An empty value becomes the default, or stays empty if
    /// there is none.
    private static String normalized(Settings settings, Setting setting) {
        return settings.value(setting)
                .map(SettingsSource::literal)
                .orElse(setting == Setting.HTTP_HOST ? ALL_ADDRESSES : "");
    }

    /// Escapes a text so that Quarkus reads exactly this text: it would replace `${…}`, and read `$$`
    /// and `\$` as `$`. Secrets may contain such characters.
    static String literal(String text) {
        return text.replace("$", "$$").replace("\\", "${" + BACKSLASH + "}");
    }
}
