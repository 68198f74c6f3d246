package dev.lifeguard.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Runs work in a transaction whose statements may take longer than usual, such as an import. It raises
/// two limits: the server's statement timeout, and the driver's network timeout, which must be a little
/// longer.
final class LongTransaction {
    private static final Logger LOG = Logger.getLogger(LongTransaction.class);
    private static final Duration NETWORK_MARGIN = Duration.ofSeconds(5);

    private LongTransaction() {}

    /// @param timeout how long each statement may take
    static <T> T run(Session session, Duration timeout, SessionWork<T> work) throws SQLException {
        Connection connection = session.connection();
        int usual = connection.getNetworkTimeout();
        setNetworkTimeout(connection, timeout.plus(NETWORK_MARGIN).toMillis());
        try {
            return Transaction.run(session, inTransaction -> {
                setStatementTimeout(inTransaction, timeout);
                return work.run(inTransaction);
            });
        } finally {
            restore(connection, usual);
        }
    }

    /// Raises the server's limit until the transaction ends. `set local` is not a query, so the
    /// transaction can still set its isolation level afterwards.
    private static void setStatementTimeout(Session session, Duration timeout) throws SQLException {
        session.execute(Sql.read("bulk statement timeout", "set local statement_timeout = " + timeout.toMillis()));
    }

    private static void restore(Connection connection, int usual) {
        try {
            setNetworkTimeout(connection, usual);
        } catch (SQLException e) {
            LOG.debug("the connection is lost and will be discarded", e);
        }
    }

    private static void setNetworkTimeout(Connection connection, long millis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(millis));
    }
}
