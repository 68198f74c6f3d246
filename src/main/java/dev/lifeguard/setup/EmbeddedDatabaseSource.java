package dev.lifeguard.setup;

import java.nio.file.Path;

/// Starts the embedded PostgreSQL, if its library is packaged.
public final class EmbeddedDatabaseSource implements BundledDatabase.Source {
    private static final String LIBRARY = "io/zonky/test/db/postgres/embedded/EmbeddedPostgres.class";

    @Override
    public boolean isIncluded() {
        return EmbeddedDatabaseSource.class.getClassLoader().getResource(LIBRARY) != null;
    }

    @Override
    public BundledDatabase start(Path folder) {
        return EmbeddedDatabase.start(folder);
    }
}
