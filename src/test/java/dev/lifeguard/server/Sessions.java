package dev.lifeguard.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;

/// The open sessions of a test, and the statements that run on them in the background.
final class Sessions implements AutoCloseable {
    /// Unbounded, as each may wait for a lock.
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final Deque<Connection> open = new ArrayDeque<>();
    private final Deque<CompletableFuture<Void>> running = new ArrayDeque<>();

    Connection open(Source source) throws SQLException {
        Connection connection = source.open();
        open.push(connection);
        return connection;
    }

    void open(Source source, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            open(source);
        }
    }

    /// Opens a session, runs a statement, and leaves its transaction open.
    Connection inTransaction(Source source, String statement) throws SQLException {
        Connection connection = open(source);
        connection.setAutoCommit(false);
        run(connection, statement);
        return connection;
    }

    /// Runs a statement on a thread of its own; it may wait until the sessions are closed.
    void inBackground(Connection connection, String statement) {
        running.push(CompletableFuture.runAsync(
                () -> {
                    try {
                        run(connection, statement);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads));
    }

    static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : open) {
            connection.abort(Runnable::run);
        }
        running.forEach(
                statement -> statement.handle((done, failure) -> failure).join());
        threads.shutdown();
    }
}
