package dev.lifeguard.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is done before Quarkus starts: the settings are checked, and a database and a key for tokens are
/// provided if they are not set.
///
/// Both are passed on as system properties. That is also how a live reload in development finds the server
/// that the first start has started.
public final class Preparation {
    private static final String EMBEDDED = "lifeguard.embedded";
    private static final Path FOLDER = Path.of("data");
    private static final String NO_DATABASE =
            "DATABASE_URL is not set, and this build has no embedded PostgreSQL: it takes "
                    + Setting.DATABASE_URL.takes();

    private Preparation() {}

    /// Checks the settings.
    ///
    /// @return every fault, one line each; empty if the service may start
    public static List<String> check(boolean development) {
        return Settings.read().faults(development);
    }

    /// Provides what is not set: a database, a key for tokens, and an address that only this machine can reach.
    ///
    /// @return the server, if this call started one; it has to be stopped at the end
    /// @throws IllegalStateException if the server does not start, with a message for the operator
    public static Optional<BundledDatabase> provide(boolean development) {
        Settings settings = Settings.read();
        if (settings.given(Setting.DATABASE_URL).isPresent()) {
            if (development) {
                provideSecret(settings);
            }
            return Optional.empty();
        }
        BundledDatabase.Source source =
                BundledDatabase.source().orElseThrow(() -> new IllegalStateException(NO_DATABASE));
        provideSecret(settings);
        BundledDatabase database = source.start(FOLDER);
        System.setProperty(Setting.DATABASE_URL.key(), database.url());
        System.setProperty(EMBEDDED, "true");
        if (settings.given(Setting.HTTP_HOST).isEmpty()) {
            System.setProperty(Setting.HTTP_HOST.key(), "127.0.0.1");
        }
        return Optional.of(database);
    }

    /// The shared secret that signs tokens: the one that is set, or without `DATABASE_URL` the one in this
    /// folder. Empty if tokens come from an issuer.
    public static Optional<String> secret() {
        Settings settings = Settings.read();
        if (settings.given(Setting.DATABASE_URL).isEmpty()) {
            provideSecret(settings);
        }
        return Settings.read().given(Setting.AUTH_SECRET);
    }

    private static void provideSecret(Settings settings) {
        if (settings.given(Setting.AUTH_SECRET).isPresent()
                || settings.given(Setting.AUTH_JWKS_URL).isPresent()) {
            return;
        }
        try {
            PrivateFiles.folder(FOLDER);
            System.setProperty(Setting.AUTH_SECRET.key(), PrivateFiles.secret(FOLDER.resolve("auth.secret")));
        } catch (IOException e) {
            throw new UncheckedIOException("the key for tokens cannot be stored in " + FOLDER.toAbsolutePath(), e);
        }
    }
}
