package dev.lifeguard.pool.server;

import dev.lifeguard.pool.Reason;
import dev.lifeguard.pool.SqlState;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Puts questions to the server beside the pool: one at a time, so that the other connection stays free for the
/// watch; read-only; and bounded. Asking blocks for a few milliseconds, and for a few seconds at worst: two for
/// one's turn, and what the data source grants for a connection and for silence, two each. So it belongs on a
/// worker thread.
///
/// Safe for use by several threads.
@ApplicationScoped
class Ops {
    private static final Duration PATIENCE_FOR_A_TURN = Duration.ofSeconds(2);

    /// A connection that fails sooner than this had died before it was asked; asking again costs little.
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    /// By a statement and for one transaction, as that also holds behind PgBouncer.
    private static final String TERMS = "set transaction read only; set local statement_timeout = 1000";

    private final AgroalDataSource ops;
    private final Semaphore turn = new Semaphore(1, true);

    Ops(@DataSource("ops") AgroalDataSource ops) {
        this.ops = ops;
    }

    /// Asks. Blocks, but not for ever.
    <T> Answer<T> ask(Question<T> question) {
        try {
            if (!turn.tryAcquire(PATIENCE_FOR_A_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Unknown<>("the questions before this one are not answered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown<>("interrupted while waiting to ask");
        }
        try {
            return new Answer.Known<>(askAgainIfStale(question));
        } catch (SQLException e) {
            return new Answer.Unknown<>(Reason.of(e));
        } finally {
            turn.release();
        }
    }

    /// How many connections this way to the server may have open.
    int mostConnections() {
        return ops.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    private <T> T askAgainIfStale(Question<T> question) throws SQLException {
        long begun = System.nanoTime();
        try {
            return askOnce(question);
        } catch (SQLException e) {
            if (SqlState.isConnectionLost(e) && System.nanoTime() - begun < AT_ONCE.toNanos()) {
                return askOnce(question);
            }
            throw e;
        }
    }

    private <T> T askOnce(Question<T> question) throws SQLException {
        try (Connection connection = ops.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(TERMS);
                T answer = question.ask(connection);
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
