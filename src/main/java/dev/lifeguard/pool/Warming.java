package dev.lifeguard.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Fills the pool to its minimum before the first request, so that nobody waits for TLS and authentication.
@ApplicationScoped
public class Warming {
    private static final Logger LOG = Logger.getLogger(Warming.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final AgroalDataSource dataSource;
    private final Lender lender;
    private final Gate gate;

    Warming(AgroalDataSource dataSource, Lender lender, Gate gate) {
        this.dataSource = dataSource;
        this.lender = lender;
        this.gate = gate;
    }

    /// Opens connections up to the minimum, says so, and opens the gate. Blocks until then.
    ///
    /// @throws SQLException if connections cannot be opened
    public void warmAndOpen() throws SQLException, InterruptedException {
        int minimum =
                dataSource.getConfiguration().connectionPoolConfiguration().minSize();
        String server = askServer();
        dataSource.flush(FlushMode.FILL);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (dataSource.getMetrics().availableCount() < minimum) {
            if (System.nanoTime() > deadline) {
                throw new SQLException("only %d of %d connections could be opened"
                        .formatted(dataSource.getMetrics().availableCount(), minimum));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        gate.open();
        LOG.infof("connection pool ready (%d-%d connections, PostgreSQL %s)", minimum, gate.maxConnections(), server);
    }

    private String askServer() throws SQLException {
        Connection connection = lender.borrow();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(ServerFacts.QUESTION)) {
            ServerFacts facts = ServerFacts.read(answer);
            return facts.version() + (facts.tls() ? ", TLS" : ", no TLS");
        } finally {
            lender.giveBack(connection);
        }
    }
}
