package dev.lifeguard.database;

import dev.lifeguard.connections.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jboss.logging.Logger;

/// Runs work in a transaction, and retries it if it collides with another one.
final class Transaction {
    private static final Logger LOG = Logger.getLogger(Transaction.class);
    private static final int MAX_TRIES = 4;

    /// Serialization failure and deadlock: a retry may succeed.
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01");

    private Transaction() {}

    static <T> T run(Session session, SessionWork<T> work) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            for (int tries = 1; ; tries++) {
                try {
                    T value = work.run(session);
                    connection.commit();
                    return value;
                } catch (SQLException | RuntimeException | Error e) {
                    rollback(connection, e);
                    if (tries == MAX_TRIES || !isCollision(e)) {
                        throw e;
                    }
                    LOG.debugf("transaction collided with another one and is retried tries=%d", tries);
                }
            }
        } finally {
            restoreAutoCommit(connection);
        }
    }

    static boolean isCollision(Throwable e) {
        return SqlState.of(e).map(COLLISIONS::contains).orElse(false);
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static void restoreAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("the connection is lost and will be discarded", e);
        }
    }
}
