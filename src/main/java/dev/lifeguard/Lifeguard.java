package dev.lifeguard;

import dev.lifeguard.setup.OwnDatabase;
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

/// The start: settings checked, a database of our own if none is named, then Quarkus.
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
        Optional<OwnDatabase> database;
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
            EmbeddedDatabaseShutdown lastOut = EmbeddedDatabaseShutdown.after(database);
            Quarkus.run(null, (code, failure) -> end(lastOut, code, failure), arguments);
        }
    }

    private static void end(EmbeddedDatabaseShutdown lastOut, int code, @Nullable Throwable failure) {
        if (failure != null) {
            explain(failure);
        }
        lastOut.quarkusHasStopped();
        System.exit(code);
    }

    private static void explain(Throwable failure) {
        if (rootCause(failure) instanceof QuarkusBindException taken) {
            LOG.errorf(
                    "port %d is taken on %s: stop who listens there, or set HTTP_PORT",
                    taken.getPort(), taken.getHost());
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

    /// Quarkus itself knows this only once it has started. But in development it loads our classes with a
    /// loader of its own, so that it can load them again.
    private static boolean isDevelopment() {
        String loader = Lifeguard.class.getClassLoader().getClass().getName();
        return loader.startsWith("io.quarkus.bootstrap.classloading.");
    }

    /// In UTF-8 whatever the locale, as a container has none and would show "?" in places.
    private static void refuse(List<String> faults) {
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        faults.forEach(errors::println);
        System.exit(Settings.EXIT_CODE);
    }
}
