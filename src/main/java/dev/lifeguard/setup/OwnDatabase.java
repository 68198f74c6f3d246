package dev.lifeguard.setup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// A PostgreSQL server that the service brings along, for when no `DATABASE_URL` is named. What is shipped goes
/// without one, be it an image or a binary; so nothing but its [Source] knows the class that starts it, and a
/// native image need not link it.
public interface OwnDatabase extends AutoCloseable {

    /// How to reach it, in the spelling of `DATABASE_URL`.
    String url();

    /// Stops it; its data stay.
    @Override
    void close();

    /// Who can start one. Found as a service of the JDK, see `META-INF/services`.
    interface Source {
        /// Whether this build has all that it takes.
        boolean isIncluded();

        /// Starts the server that keeps its data in a folder, making both on the first call.
        ///
        /// @throws IllegalStateException with a sentence fit to be shown, if it cannot
        OwnDatabase start(Path folder);
    }

    /// The source of this build, if it has one.
    static Optional<Source> source() {
        return ServiceLoader.load(Source.class, Source.class.getClassLoader())
                .findFirst()
                .filter(Source::isIncluded);
    }
}
