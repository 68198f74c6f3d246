package dev.lifeguard.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What happens before Quarkus: the settings are checked, and what is not set but needed is made.
///
/// What it makes, it passes on as system properties, which is also how a live reload in development finds the
/// server that the first start brought up.
public final class Preparation {
    private static final String EMBEDDED = "lifeguard.embedded";
    private static final Path FOLDER = Path.of("data");
    private static final String NONE_OF_OUR_OWN =
            "DATABASE_URL is not set, and this build has no PostgreSQL of its own: it takes "
                    + Setting.DATABASE_URL.takes();

    private Preparation() {}

    /// Checks the settings.
    ///
    /// @return every fault, a line each; empty if the service may start
    public static List<String> check(boolean development) {
        return Settings.read().faults(development);
    }

    /// Brings up what was not named: a database, a key for tokens, and an address only this machine can reach.
    ///
    /// @return the server that has to be stopped at the end, if one was started by this call
    /// @throws IllegalStateException with a sentence fit to be shown, if the server does not start
    public static Optional<OwnDatabase> provide(boolean development) {
        Settings settings = Settings.read();
        if (settings.given(Setting.DATABASE_URL).isPresent()) {
            if (development) {
                provideSecret(settings);
            }
            return Optional.empty();
        }
        OwnDatabase.Source source = OwnDatabase.source().orElseThrow(() -> new IllegalStateException(NONE_OF_OUR_OWN));
        provideSecret(settings);
        OwnDatabase database = source.start(FOLDER);
        System.setProperty(Setting.DATABASE_URL.key(), database.url());
        System.setProperty(EMBEDDED, "true");
        if (settings.given(Setting.HTTP_HOST).isEmpty()) {
            System.setProperty(Setting.HTTP_HOST.key(), "127.0.0.1");
        }
        return Optional.of(database);
    }

    /// The shared secret that tokens are signed with, where there is one: the one that was given, or the one
    /// that an earlier start made in this folder.
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
            throw new UncheckedIOException("no key for tokens could be kept in " + FOLDER.toAbsolutePath(), e);
        }
    }
}
