package dev.lifeguard.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Takes connections out of Agroal and puts them back. For a while after a connection was lost it trusts none
/// of the others either, and tries each before lending it: what killed one has usually killed all.
///
/// Safe for use by several threads.
@ApplicationScoped
class Lender {
    private static final Logger LOG = Logger.getLogger(Lender.class);
    private static final long SUSPICION_NANOS = 2_000_000_000L;

    private final AgroalDataSource dataSource;
    private final Openings openings;
    private volatile long suspiciousUntil = System.nanoTime();
    private volatile long lostAt = System.nanoTime();

    Lender(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        this.openings = Openings.of(dataSource);
    }

    Connection borrow() throws SQLException {
        openings.wantOneMore();
        long begun = System.nanoTime();
        try {
            return borrowAlive();
        } catch (SQLException e) {
            openings.wantOneLess();
            throw SqlState.of(e).isPresent() ? e : whyNone(begun).orElse(e);
        } catch (RuntimeException | Error e) {
            openings.wantOneLess();
            throw e;
        }
    }

    /// Why the pool has no connection at all, lent or idle, so that it is not busy but empty: the database has
    /// refused to open one since a moment, or has not answered yet. Empty if it has one.
    Optional<SQLException> whyNone(long since) {
        AgroalDataSourceMetrics metrics = dataSource.getMetrics();
        if (metrics.activeCount() + metrics.availableCount() > 0) {
            return Optional.empty();
        }
        return openings.failureSince(since)
                .or(() -> openings.areUnderWay() ? Optional.of(unanswered()) : Optional.empty());
    }

    private static SQLException unanswered() {
        return new SQLException("no connection could be opened in time", SqlState.CONNECTION_FAILURE);
    }

    private Connection borrowAlive() throws SQLException {
        int dead = 0;
        while (true) {
            Connection connection = dataSource.getConnection();
            if (System.nanoTime() - suspiciousUntil > 0 || answers(connection)) {
                return connection;
            }
            close(connection);
            if (++dead
                    > dataSource
                            .getConfiguration()
                            .connectionPoolConfiguration()
                            .maxSize()) {
                throw new SQLException("the connections that were tried are all dead", SqlState.CONNECTION_FAILURE);
            }
        }
    }

    /// A connection that was borrowed a moment ago; or another one, if connections have died since and this one too.
    ///
    /// @throws SQLException if there is no other; the first is given back then
    Connection stillAlive(Connection connection, long borrowedAt) throws SQLException {
        if (lostAt - borrowedAt < 0 || answers(connection)) {
            return connection;
        }
        giveBack(connection);
        return borrow();
    }

    void giveBack(Connection connection) {
        openings.wantOneLess();
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be returned, so Agroal discards it", e);
        }
    }

    /// Told of each failure, to learn when connections die.
    void noteFailure(Throwable failure) {
        if (SqlState.isConnectionLost(failure)) {
            long now = System.nanoTime();
            lostAt = now;
            suspiciousUntil = now + SUSPICION_NANOS;
        }
    }

    /// A dead one throws, which is how Agroal learns to discard it when it is returned.
    private static boolean answers(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
