package dev.lifeguard.http;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Brings no settings. It is the earliest place to tell Quarkus that addresses are checked here (see
/// [PercentEncoding]): its own check sends a bare 400 before any code of ours sees the request, and can be
/// switched off only by a system property that is read when its classes are loaded.
public final class DisableVertxUriValidation implements ConfigSourceFactory {
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        System.setProperty("vertx.disableURIValidation", "true");
        return List.of();
    }
}
