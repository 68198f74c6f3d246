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

/// Sessions that a test has open, and statements that run on them meanwhile.
final class Sessions implements AutoCloseable {
    /// As many as are needed: each may wait for a lock.
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

    /// Leaves a transaction open that has run this.
    Connection inTransaction(Source source, String statement) throws SQLException {
        Connection connection = open(source);
        connection.setAutoCommit(false);
        run(connection, statement);
        return connection;
    }

    /// Runs it on a thread of its own; it may wait until the sessions are closed.
    void meanwhile(Connection connection, String statement) {
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
        running.forEach(it -> it.handle((done, failure) -> failure).join());
        threads.shutdown();
    }
}
