package dev.lifeguard;

import dev.lifeguard.setup.BundledDatabase;
import dev.lifeguard.setup.Preparation;
import dev.lifeguard.setup.Settings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts the service: checks the settings, starts the embedded database if `DATABASE_URL` is not set,
/// then starts Quarkus.
@QuarkusMain
public final class Lifeguard {
    private static final Logger LOG = Logger.getLogger(Lifeguard.class);

    Lifeguard() {}

    public static void main(String... arguments) {
        boolean development = isDevelopment();
        List<String> faults = Preparation.check(development);
        if (!faults.isEmpty()) {
            refuse(faults);
        } else if (arguments.length > 0 && "token".equals(arguments[0])) {
            TokenCommand.run(arguments);
        } else {
            serve(development, arguments);
        }
    }

    private static void serve(boolean development, String... arguments) {
        Optional<BundledDatabase> database;
        try {
            database = Preparation.provide(development);
        } catch (IllegalStateException e) {
            refuse(List.of(String.valueOf(e.getMessage())));
            return;
        }
        if (development) {
            database.ifPresent(EmbeddedDatabaseShutdown::stopAtTheEnd);
            Quarkus.run(arguments);
        } else {
            EmbeddedDatabaseShutdown shutdown = EmbeddedDatabaseShutdown.after(database);
            Quarkus.run(null, (code, failure) -> end(shutdown, code, failure), arguments);
        }
    }

    private static void end(EmbeddedDatabaseShutdown shutdown, int code, @Nullable Throwable failure) {
        if (failure != null) {
            logFailure(failure);
        }
        shutdown.quarkusHasStopped();
        System.exit(code);
    }

    private static void logFailure(Throwable failure) {
        if (rootCause(failure) instanceof QuarkusBindException inUse) {
            LOG.errorf(
                    "port %d on %s is already in use: stop the process that uses it, or set HTTP_PORT",
                    inUse.getPort(), inUse.getHost());
        } else {
            LOG.error("the service could not start", failure);
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /// Quarkus reports its mode only after the start. In development it loads this class with a class
    /// loader of its own, so that it can reload it. Coupled by the name of that loader, see
    /// `docs/decisions/0012-framework-internals.md`.
    private static boolean isDevelopment() {
        String loader = Lifeguard.class.getClassLoader().getClass().getName();
        return loader.startsWith("io.quarkus.bootstrap.classloading.");
    }

    /// Prints in UTF-8 whatever the locale: a container has none, and would print "?" for some characters.
    private static void refuse(List<String> faults) {
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        faults.forEach(errors::println);
        System.exit(Settings.EXIT_CODE);
    }
}
