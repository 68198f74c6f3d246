package dev.lifeguard.server;

import dev.lifeguard.connections.FailureReason;
import dev.lifeguard.connections.OpsConnections;
import dev.lifeguard.connections.SqlState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Runs queries about the server, beside the pool: one at a time, so that the other connection stays free for the
/// monitor; read-only; and bounded. A query takes a few milliseconds, and a few seconds at worst: two until it is its
/// turn, two for a connection, and two for an answer. So it belongs on a worker thread.
///
/// Safe for use by several threads.
@ApplicationScoped
class OpsLane {
    private static final Duration TURN_TIMEOUT = Duration.ofSeconds(2);

    /// A connection that fails sooner than this was dead before; repeating the query costs little.
    private static final Duration SOON = Duration.ofMillis(500);

    /// As statements of the transaction, which also works behind PgBouncer.
    private static final String LIMITS = "set transaction read only; set local statement_timeout = 1000";

    private final OpsConnections ops;
    private final Semaphore turn = new Semaphore(1, true);

    OpsLane(OpsConnections ops) {
        this.ops = ops;
    }

    /// Runs a query. Blocks, for a bounded time.
    <T> ServerAnswer<T> ask(ServerQuery<T> query) {
        try {
            if (!turn.tryAcquire(TURN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return new ServerAnswer.Unknown<>("earlier queries are still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServerAnswer.Unknown<>("interrupted while waiting for earlier queries");
        }
        try {
            return new ServerAnswer.Known<>(repeatIfStale(query));
        } catch (SQLException e) {
            return new ServerAnswer.Unknown<>(FailureReason.of(e));
        } finally {
            turn.release();
        }
    }

    /// How many connections there may be beside the pool.
    int mostConnections() {
        return ops.max();
    }

    private <T> T repeatIfStale(ServerQuery<T> query) throws SQLException {
        long begun = System.nanoTime();
        try {
            return askOnce(query);
        } catch (SQLException e) {
            if (SqlState.isConnectionLost(e) && System.nanoTime() - begun < SOON.toNanos()) {
                return askOnce(query);
            }
            throw e;
        }
    }

    private <T> T askOnce(ServerQuery<T> query) throws SQLException {
        try (Connection connection = ops.borrow()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LIMITS);
                T answer = query.ask(connection);
                connection.commit();
                return answer;
            } catch (SQLException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, SQLException because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
