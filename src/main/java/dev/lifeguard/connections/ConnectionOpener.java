package dev.lifeguard.connections;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens several connections at once for Agroal, which asks for one after the other. While Agroal waits for the first,
/// the ones that it will ask for next are opened too, so that they are there when it does.
///
/// How many: as many as there are threads that hold or want a connection, or the pool's minimum if that is more, but
/// never more than its maximum, less the connections that are open already. One that Agroal has not asked for within
/// a second is closed.
///
/// Safe for use by several threads. The lock is taken only while a connection is being opened.
final class ConnectionOpener {
    private static final Logger LOG = Logger.getLogger(ConnectionOpener.class);
    private static final int AT_ONCE = 16;

    /// Agroal creates its driver itself, from the name of the class; the driver finds its opener here.
    private static final Map<String, ConnectionOpener> BY_POOL = new ConcurrentHashMap<>();

    private final AgroalDataSource dataSource;
    private final AtomicInteger demand = new AtomicInteger();
    private final Queue<Opened> ready = new ArrayDeque<>();
    private int inProgress;
    private volatile @Nullable Callable<Connection> opening;
    private volatile @Nullable Failed failed;

    /// The result of an attempt.
    private record Opened(
            @Nullable Connection connection, @Nullable SQLException failure) {
        Connection get() throws SQLException {
            if (connection == null) {
                throw failure == null ? new SQLException("no connection") : failure;
            }
            return connection;
        }
    }

    /// The latest attempt, if it failed.
    private record Failed(SQLException failure, long atNanos) {}

    private ConnectionOpener(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Creates the opener of a pool, and makes it known to the pool's driver.
    static ConnectionOpener of(AgroalDataSource dataSource) {
        AgroalConnectionFactoryConfiguration configuration =
                dataSource.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        ConnectionOpener opener = new ConnectionOpener(dataSource);
        BY_POOL.put(key(configuration.jdbcUrl(), configuration.jdbcProperties()), opener);
        return opener;
    }

    /// The opener of the pool with this address; empty if the pool has none.
    static Optional<ConnectionOpener> of(String url, Properties options) {
        return Optional.ofNullable(BY_POOL.get(key(url, options)));
    }

    private static String key(String url, Properties options) {
        return url + " " + options.getProperty("ApplicationName");
    }

    /// A thread is about to ask the pool for a connection.
    void addDemand() {
        demand.incrementAndGet();
        if (opening != null) {
            openWhatIsMissing();
        }
    }

    /// A thread is about to return a connection, or did not get one.
    void removeDemand() {
        demand.decrementAndGet();
    }

    /// The next connection for Agroal, which calls this from one thread only.
    ///
    /// @param open opens one
    synchronized Connection next(Callable<Connection> open) throws SQLException {
        opening = open;
        try {
            openWhatIsMissing();
            while (ready.isEmpty()) {
                wait();
                openWhatIsMissing();
            }
            return ready.remove().get();
        } catch (InterruptedException e) {
            // Agroal interrupts one attempt whose time is over; its thread goes on with the next
            throw new SQLException("gave up waiting for a connection to open", SqlState.CONNECTION_FAILURE, e);
        } finally {
            opening = null;
        }
    }

    /// Why the latest attempt failed; empty if it did not, or ended before a moment. Known as soon as the server has
    /// said so: Agroal reports it later, perhaps after the request has timed out.
    Optional<SQLException> failureSince(long nanos) {
        Failed latest = failed;
        return latest == null || latest.atNanos() - nanos < 0 ? Optional.empty() : Optional.of(latest.failure());
    }

    synchronized boolean hasAttemptsInProgress() {
        return inProgress > 0;
    }

    private synchronized void openWhatIsMissing() {
        Callable<Connection> open = opening;
        int coming = inProgress + ready.size();
        for (int missing = missing(); open != null && coming < missing && inProgress < AT_ONCE; coming++) {
            Thread.ofPlatform().daemon().name("connection-opening").start(() -> arrived(attempt(open)));
            inProgress++;
        }
    }

    /// How many connections Agroal will ask for, the one that it waits for included. What is open does not change
    /// meanwhile.
    private int missing() {
        AgroalConnectionPoolConfiguration configuration =
                dataSource.getConfiguration().connectionPoolConfiguration();
        int atMost = Math.min(Math.max(demand.get(), configuration.minSize()), configuration.maxSize());
        long open = dataSource.getMetrics().creationCount()
                - dataSource.getMetrics().destroyCount();
        return (int) Math.max(1, atMost - open);
    }

    private static Opened attempt(Callable<Connection> open) {
        try {
            return new Opened(open.call(), null);
        } catch (SQLException e) {
            return new Opened(null, e);
        } catch (Throwable e) { // whatever it is: Agroal waits for a result
            return new Opened(null, new SQLException("a connection could not be opened", e));
        }
    }

    private synchronized void arrived(Opened opened) {
        inProgress--;
        failed = opened.failure() == null ? null : new Failed(opened.failure(), System.nanoTime());
        ready.add(opened);
        notifyAll();
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> drop(opened));
    }

    private void drop(Opened opened) {
        Connection connection = opened.connection();
        if (isTaken(opened) || connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection that Agroal did not ask for could not be closed", e);
        }
    }

    private synchronized boolean isTaken(Opened opened) {
        return !ready.remove(opened);
    }
}
