package dev.lifeguard.setup;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL, which is used when `DATABASE_URL` is not set. It is a real server and its data
/// is durable: fsync is on. The password is random, and only the owner of the folder can read it.
///
/// One running service at a time uses a folder; a file lock, which ends with the process, ensures that. If a
/// killed service left its server running on the folder, that server is stopped before a new one starts.
final class EmbeddedDatabase implements BundledDatabase {
    private static final String SUPERUSER = "postgres";
    private static final String NAME = "lifeguard";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final FileChannel lockFile;
    private final EmbeddedPostgres server;
    private final Path data;
    private final String url;

    private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres server, Path data, String url) {
        this.lockFile = lockFile;
        this.server = server;
        this.data = data;
        this.url = url;
    }

    /// Starts the server on a folder. The first call creates the folder and the data.
    ///
    /// @throws IllegalStateException if the server does not start, with a message for the operator
    static EmbeddedDatabase start(Path place) {
        Path folder = place.toAbsolutePath(); // LeftoverServer recognises a server by this path
        FileChannel lock = null;
        try {
            PrivateFiles.folder(folder);
            lock = lock(folder);
            Path data = folder.resolve("postgres");
            String superPassword = PrivateFiles.secret(folder.resolve("postgres.password"));
            String password = PrivateFiles.secret(folder.resolve("database.password"));
            StagedData.clear(folder);
            if (StagedData.isEmpty(data)) {
                create(folder, data, superPassword, password);
            }
            LeftoverServer.stop(data);
            requireComplete(data);
            EmbeddedPostgres server = launch(folder, data, superPassword);
            String url = "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(NAME, password, server.getPort(), NAME);
            return new EmbeddedDatabase(lock, server, data, url);
        } catch (IOException | RuntimeException | SQLException e) {
            release(lock);
            throw e instanceof IllegalStateException known
                    ? known
                    : new IllegalStateException(
                            "the embedded PostgreSQL did not start in %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    @Override
    public String url() {
        return url;
    }

    /// The process id of the server, for tests that kill it.
    long pid() {
        return LeftoverServer.pid(data).orElseThrow();
    }

    @Override
    public void close() {
        try {
            stop(server, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release(lockFile);
        }
    }

    /// Fails early if data files are missing. The server would not start, and the library might create new data
    /// over the remains.
    private static void requireComplete(Path data) {
        for (String part : List.of("PG_VERSION", "postgresql.conf", "global/pg_control")) {
            if (!Files.exists(data.resolve(part))) {
                throw new IllegalStateException(
                        "%s is not a complete PostgreSQL data folder, %s is missing: restore a copy, or move the folder away"
                                .formatted(data.toAbsolutePath(), part));
            }
        }
    }

    /// Creates the data in a temporary folder and renames it when it is complete, so that a start that
    /// is killed half-way leaves nothing that looks like a database.
    private static void create(Path folder, Path data, String superPassword, String password)
            throws IOException, SQLException {
        Path unfinished = StagedData.folder(folder);
        EmbeddedPostgres server = launch(folder, unfinished, superPassword);
        try {
            createDatabase(server.getDatabase(SUPERUSER, "postgres"), password);
        } finally {
            stop(server, unfinished);
        }
        StagedData.finish(unfinished, data);
    }

    /// The library waits five seconds for the server to stop, and then only logs that it did not.
    private static void stop(EmbeddedPostgres server, Path data) throws IOException {
        server.close();
        LeftoverServer.stop(data);
    }

    private static EmbeddedPostgres launch(Path folder, Path data, String password) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve("server").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_TIMEOUT)
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", folder.resolve("postgres.password").toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100");
        for (String durable : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            builder.setServerConfig(durable, "on");
        }
        return builder.start();
    }

    /// Creates a role for the service that owns its database and nothing else.
    private static void createDatabase(DataSource server, String password) throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role %s login password '%s'".formatted(NAME, password));
            statement.execute("create database %s owner %s".formatted(NAME, NAME));
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // the same as null: this process has the lock
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "another Lifeguard is running on %s: stop it, or start this one in another folder"
                            .formatted(folder));
        }
        return channel;
    }

    private static void release(@Nullable FileChannel lock) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
