package dev.lifeguard.pool;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.ServerFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Fills the pool to its minimum before the first request, so that no request waits for TLS and authentication.
@ApplicationScoped
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ConnectionSource connections;
    private final Gate gate;

    WarmUp(ConnectionSource connections, Gate gate) {
        this.connections = connections;
        this.gate = gate;
    }

    /// Opens connections up to the minimum, and then the gate. Blocks until then.
    ///
    /// @throws SQLException if connections cannot be opened
    public void fillAndOpen() throws SQLException, InterruptedException {
        int minimum = connections.bounds().min();
        String server = askServer();
        connections.fill();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (connections.idle() < minimum) {
            if (System.nanoTime() > deadline) {
                throw new SQLException(
                        "only %d of %d connections could be opened".formatted(connections.idle(), minimum));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        gate.open();
        LOG.infof("connection pool ready (%d-%d connections, PostgreSQL %s)", minimum, gate.maxConnections(), server);
    }

    private String askServer() throws SQLException {
        Connection connection = connections.borrow();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ServerFacts.QUERY)) {
            ServerFacts facts = ServerFacts.read(row);
            return facts.version() + (facts.tls() ? ", TLS" : ", no TLS");
        } finally {
            connections.giveBack(connection);
        }
    }
}
