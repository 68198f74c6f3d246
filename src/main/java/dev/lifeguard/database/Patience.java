package dev.lifeguard.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Lets the statements of one unit of work take longer than others may. Two limits stand in the way: the server
/// cancels a statement, and the driver gives up a socket that is silent for a little longer than that.
final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration NETWORK_MARGIN = Duration.ofSeconds(5);

    private Patience() {}

    /// Waits longer for the network until the body has returned.
    static <T> T during(Connection connection, Duration statement, Transaction.Body<T> body) throws SQLException {
        int usual = connection.getNetworkTimeout();
        setNetworkTimeout(connection, statement.plus(NETWORK_MARGIN).toMillis());
        try {
            return body.run();
        } finally {
            restore(connection, usual);
        }
    }

    /// Has the server wait as long, until the transaction ends. No query, so that the transaction may still choose what
    /// it sees.
    static void allow(Session session, Duration statement) throws SQLException {
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
