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

/// Tells Quarkus what [Setting] knows: the defaults, what a given value means to us where Quarkus would see
/// something else in it, and what follows from `DATABASE_URL` for the two data sources.
///
/// While the application is built it says nothing: Quarkus writes into the jar what it hears then, and a build
/// machine may have a `DATABASE_URL` with a password.
public final class SettingsSource implements ConfigSourceFactory {
    private static final int UNDER_EVERYTHING = 90;
    private static final int OVER_APPLICATION_PROPERTIES = 275;
    private static final int OVER_WHAT_IS_GIVEN = 450;
    private static final String ALL_ADDRESSES = "0.0.0.0";
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
        Map<String, String> meant = new HashMap<>();
        for (Setting setting : Setting.values()) {
            setting.fallback().ifPresent(fallback -> defaults.put(setting.key(), fallback));
            raw(context, setting).ifPresent(given -> {
                String meaning = meaning(settings, setting);
                if (!meaning.equals(given)) {
                    meant.put(setting.key(), meaning);
                }
            });
        }
        Map<String, String> derived = new HashMap<>();
        DataSourceProperties.of(settings).forEach((key, value) -> derived.put(key, literal(value)));
        derived.put("quarkus.shutdown.delay", ShutdownTimes.delay(settings));
        Tracing.of(settings).forEach((key, value) -> derived.put(key, literal(value)));
        return List.of(
                new PropertiesConfigSource(defaults, "settings: defaults", UNDER_EVERYTHING),
                new PropertiesConfigSource(meant, "settings: what is meant", OVER_WHAT_IS_GIVEN),
                new PropertiesConfigSource(derived, "settings: what follows", OVER_APPLICATION_PROPERTIES));
    }

    /// What was given, as it was given: a `$` is a `$`.
    private static Optional<String> raw(ConfigSourceContext context, Setting setting) {
        return Expressions.withoutExpansion(
                () -> Optional.ofNullable(context.getValue(setting.key())).map(ConfigValue::getValue));
    }

    /// Without the blanks around it; in place of an empty value the default, and where there is none, nothing.
    private static String meaning(Settings settings, Setting setting) {
        return settings.value(setting)
                .map(SettingsSource::literal)
                .orElse(setting == Setting.HTTP_HOST ? ALL_ADDRESSES : "");
    }

    /// Written so that Quarkus, which puts in other values for `${…}` and reads `$$` and `\$` as `$`, gets back
    /// exactly this text. Secrets hold such characters.
    static String literal(String text) {
        return text.replace("$", "$$").replace("\\", "${" + BACKSLASH + "}");
    }
}
