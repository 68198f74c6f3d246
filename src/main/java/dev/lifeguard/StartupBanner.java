package dev.lifeguard;

import dev.lifeguard.database.DatabaseStartup;
import dev.lifeguard.security.Role;
import dev.lifeguard.setup.Setting;
import dev.lifeguard.setup.Settings;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Prints addresses, tokens and example requests when the service is ready on a developer's machine: in
/// development, or with the embedded database. Prints nothing elsewhere.
@ApplicationScoped
@SuppressWarnings("SystemOut")
class StartupBanner {
    private final Config config;
    private final boolean embedded;

    StartupBanner(
            Config config, @ConfigProperty(name = "lifeguard.embedded", defaultValue = "false") boolean embedded) {
        this.config = config;
        this.embedded = embedded;
    }

    void print(@Observes DatabaseStartup.Opened opened) {
        boolean development = LaunchMode.current() == LaunchMode.DEVELOPMENT;
        if (development) {
            System.out.print(places() + docs() + tokens() + examples());
        } else if (embedded && LaunchMode.current() == LaunchMode.NORMAL) {
            System.out.print(places() + howToGetAToken());
        }
    }

    private String base() {
        return "http://localhost:" + config.getValue("quarkus.http.port", Integer.class);
    }

    private String places() {
        return """

                Lifeguard is ready.
                  Page      %1$s/
                  Health    %1$s/health  (probes: /health/live, /health/ready, /health/started)
                  Metrics   %1$s/metrics
                """.formatted(base());
    }

    private String docs() {
        return "  API docs  %s/q/swagger-ui%n".formatted(base());
    }

    private String tokens() {
        return Settings.read()
                .given(Setting.AUTH_SECRET)
                .map(secret -> {
                    StringBuilder lines = new StringBuilder("\nTokens, valid for a day:\n");
                    for (String role : Role.ALL) {
                        lines.append("  export %s=%s%n"
                                .formatted(
                                        role.toUpperCase(java.util.Locale.ROOT),
                                        TokenCommand.token(secret, List.of(role))));
                    }
                    return lines.toString();
                })
                .orElse("");
    }

    private String examples() {
        return """

                Try:
                  curl %1$s/health
                  curl -H "Authorization: Bearer $VIEWER" "%1$s/api/customers?limit=2"
                  curl -H "Authorization: Bearer $OPERATOR" %1$s/health/db

                """.formatted(base());
    }

    private String howToGetAToken() {
        return """

                The embedded PostgreSQL has its data in ./data. To get a token, run in this folder:
                  java -jar %s token viewer   (or editor, or operator)

                """.formatted(System.getProperty("java.class.path"));
    }
}
