package dev.lifeguard.connections;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.AgroalDataSourceMetrics;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Opens, checks and takes back connections, with Agroal behind it. It does not decide who gets one: the gate does.
///
/// After a connection was lost, every other one is checked before it is lent, for a while: whatever ended one has
/// usually ended all.
///
/// Safe for use by several threads.
@ApplicationScoped
public class ConnectionSource {
    private static final Logger LOG = Logger.getLogger(ConnectionSource.class);
    private static final long CHECK_AFTER_LOSS_NANOS = 2_000_000_000L;

    private final AgroalDataSource dataSource;
    private final ConnectionOpener opener;
    private final SurplusCloser surplus;
    private volatile long checkUntil = System.nanoTime();
    private volatile long lostAt = System.nanoTime();

    public ConnectionSource(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        this.opener = ConnectionOpener.of(dataSource);
        this.surplus = new SurplusCloser(dataSource);
    }

    /// Borrows a connection, opening one if none is idle. Blocks for as long as Agroal's acquisition timeout.
    public Connection borrow() throws SQLException {
        opener.addDemand();
        long begun = System.nanoTime();
        try {
            return borrowAlive();
        } catch (SQLException e) {
            opener.removeDemand();
            throw SqlState.of(e).isPresent() ? e : whyNone(begun).orElse(e);
        } catch (RuntimeException | Error e) {
            opener.removeDemand();
            throw e;
        }
    }

    /// Why the pool has no connection at all, neither lent nor idle: since a moment the server has refused to open
    /// one, or has not answered yet. Empty if the pool has a connection, so that the reason is that it is busy.
    public Optional<SQLException> whyNone(long sinceNanos) {
        if (open() > 0) {
            return Optional.empty();
        }
        return opener.failureSince(sinceNanos)
                .or(() -> opener.hasAttemptsInProgress() ? Optional.of(unanswered()) : Optional.empty());
    }

    private static SQLException unanswered() {
        return new SQLException("no connection could be opened in time", SqlState.CONNECTION_FAILURE);
    }

    private Connection borrowAlive() throws SQLException {
        int dead = 0;
        while (true) {
            Connection connection = dataSource.getConnection();
            if (System.nanoTime() - checkUntil > 0 || answers(connection)) {
                return connection;
            }
            close(connection);
            if (++dead > configuration().maxSize()) {
                throw new SQLException("every connection that was checked is dead", SqlState.CONNECTION_FAILURE);
            }
        }
    }

    /// Returns a connection that was borrowed a moment ago, or another one if connections have died since then and
    /// this one with them.
    ///
    /// @throws SQLException if there is no other; the first has been given back then
    public Connection stillAlive(Connection connection, long borrowedAtNanos) throws SQLException {
        if (lostAt - borrowedAtNanos < 0 || answers(connection)) {
            return connection;
        }
        giveBack(connection);
        return borrow();
    }

    public void giveBack(Connection connection) {
        opener.removeDemand();
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be returned; Agroal discards it", e);
        }
    }

    /// Learns from a failure whether connections have died.
    public void noteFailure(Throwable failure) {
        if (SqlState.isConnectionLost(failure)) {
            long now = System.nanoTime();
            lostAt = now;
            checkUntil = now + CHECK_AFTER_LOSS_NANOS;
        }
    }

    /// A dead connection throws, which is how Agroal learns to discard it when it is returned.
    private static boolean answers(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /// How many connections are open and idle.
    public int idle() {
        return (int) metrics().availableCount();
    }

    /// How many connections are open, lent or idle.
    public int open() {
        AgroalDataSourceMetrics metrics = metrics();
        return (int) (metrics.activeCount() + metrics.availableCount());
    }

    /// The name that `pg_stat_activity` shows for these connections.
    public String applicationName() {
        return configuration().connectionFactoryConfiguration().jdbcProperties().getProperty("ApplicationName", "");
    }

    public OpenedAndClosed openedAndClosed() {
        AgroalDataSourceMetrics metrics = metrics();
        return new OpenedAndClosed(
                metrics.creationCount(),
                metrics.destroyCount(),
                metrics.invalidCount(),
                metrics.creationTimeTotal(),
                metrics.creationTimeAverage());
    }

    public Bounds bounds() {
        return new Bounds(configuration().minSize(), configuration().maxSize());
    }

    /// Changes the bounds of the running pool. Agroal requires min ≤ max after each step, so the maximum grows first
    /// and shrinks last. Idle connections above the maximum are closed soon; lent ones when they come back.
    ///
    /// @return the bounds as they were
    public synchronized Bounds resize(Bounds wanted) {
        Bounds before = bounds();
        if (wanted.max() >= before.max()) {
            configuration().setMaxSize(wanted.max());
            configuration().setMinSize(wanted.min());
        } else {
            configuration().setMinSize(Math.min(wanted.min(), before.min()));
            configuration().setMaxSize(wanted.max());
            configuration().setMinSize(wanted.min());
        }
        if (wanted.min() > before.min()) {
            fill();
        }
        surplus.close();
        return before;
    }

    /// Opens connections, in the background, until the minimum is reached.
    public void fill() {
        dataSource.flush(FlushMode.FILL);
    }

    /// Replaces every connection: idle ones now, lent ones when they come back.
    public void replaceAll() {
        dataSource.flush(FlushMode.GRACEFUL);
    }

    /// Checks idle connections and closes those that are dead.
    public void closeDead() {
        dataSource.flush(FlushMode.INVALID);
    }

    private AgroalConnectionPoolConfiguration configuration() {
        return dataSource.getConfiguration().connectionPoolConfiguration();
    }

    private AgroalDataSourceMetrics metrics() {
        return dataSource.getMetrics();
    }
}
