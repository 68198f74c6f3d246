package dev.lifeguard.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Runs one unit of work, such as an import, whose statements may take longer than those of others. Two limits have to
/// be raised: the server's for a statement, and the driver's for a silent socket, which is a little longer.
final class LongStatements {
    private static final Logger LOG = Logger.getLogger(LongStatements.class);
    private static final Duration NETWORK_MARGIN = Duration.ofSeconds(5);

    private LongStatements() {}

    /// Runs the work in a transaction of its own.
    ///
    /// @param statement how long each of its statements may take
    static <T> T run(Session session, Duration statement, SessionWork<T> work) throws SQLException {
        Connection connection = session.connection();
        int usual = connection.getNetworkTimeout();
        setNetworkTimeout(connection, statement.plus(NETWORK_MARGIN).toMillis());
        try {
            return Transaction.run(session, inTransaction -> {
                allow(inTransaction, statement);
                return work.run(inTransaction);
            });
        } finally {
            restore(connection, usual);
        }
    }

    /// Raises the server's limit until the transaction ends. This is no query, so that the transaction can still set
    /// its
    /// isolation level.
    private static void allow(Session session, Duration statement) throws SQLException {
        session.execute(Sql.read("bulk statement timeout", "set local statement_timeout = " + statement.toMillis()));
    }

    private static void restore(Connection connection, int usual) {
        try {
            setNetworkTimeout(connection, usual);
        } catch (SQLException e) {
            LOG.debug("the connection is lost, and will be discarded", e);
        }
    }

    private static void setNetworkTimeout(Connection connection, long millis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(millis));
    }
}
