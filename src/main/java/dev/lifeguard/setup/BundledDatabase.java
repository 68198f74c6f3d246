package dev.lifeguard.setup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// A PostgreSQL server that comes with the service, for a start without `DATABASE_URL`. Images and binaries
/// do not contain it. So only the [Source] refers to the class that starts it, and a native image does not
/// have to link it.
public interface BundledDatabase extends AutoCloseable {

    /// Its address, in the format of `DATABASE_URL`.
    String url();

    /// Stops it and keeps its data.
    @Override
    void close();

    /// Starts the server. Found by [ServiceLoader], see `META-INF/services`.
    interface Source {
        /// Whether this build contains the server.
        boolean isIncluded();

        /// Starts the server on a folder. The first call creates the folder and the data.
        ///
        /// @throws IllegalStateException if the server does not start, with a message for the operator
        BundledDatabase start(Path folder);
    }

    /// The source, if this build contains the server.
    static Optional<Source> source() {
        return ServiceLoader.load(Source.class, Source.class.getClassLoader())
                .findFirst()
                .filter(Source::isIncluded);
    }
}
