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

/// A real PostgreSQL server of our own, for when no `DATABASE_URL` is named. It keeps its data, and keeps it
/// safe: fsync is on, the password is made at random and only the owner of the folder can read it.
///
/// A folder belongs to one running service at a time (a lock that ends with the process sees to that). A server
/// that a killed service left behind on it is stopped before a new one starts.
final class EmbeddedDatabase implements OwnDatabase {
    private static final String SUPERUSER = "postgres";
    private static final String NAME = "lifeguard";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

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

    /// Starts the server that keeps its data in a folder, making both on the first call.
    ///
    /// @throws IllegalStateException with a sentence fit to be shown, if it cannot
    static EmbeddedDatabase start(Path place) {
        Path folder = place.toAbsolutePath(); // a server is known by the path that it was started with
        FileChannel lock = null;
        try {
            PrivateFiles.folder(folder);
            lock = lock(folder);
            Path data = folder.resolve("postgres");
            String superPassword = PrivateFiles.secret(folder.resolve("postgres.password"));
            String password = PrivateFiles.secret(folder.resolve("database.password"));
            StagedData.clear(folder);
            if (StagedData.isEmpty(data)) {
                make(folder, data, superPassword, password);
            }
            LeftoverServer.stop(data);
            insistOnWhole(data);
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

    /// The process id of the server, for those who mean to do it harm in a test.
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

    /// Spares the wait for a server that cannot start, and the library making new data over what is left of old ones.
    private static void insistOnWhole(Path data) {
        for (String part : List.of("PG_VERSION", "postgresql.conf", "global/pg_control")) {
            if (!Files.exists(data.resolve(part))) {
                throw new IllegalStateException(
                        "%s is not a whole PostgreSQL data folder, %s is missing: put a copy back, or move it away"
                                .formatted(data.toAbsolutePath(), part));
            }
        }
    }

    /// Makes the data under another name and gives them theirs when they are complete, so that a start which is
    /// killed half-way leaves nothing behind that looks like a database.
    private static void make(Path folder, Path data, String superPassword, String password)
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

    /// The library gives the server five seconds to stop and then only complains.
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
                .setPGStartupWait(START_PATIENCE)
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

    /// A role of its own for the service, that owns its database and nothing else.
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
            // the same as null: somebody has it, and it is us
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
