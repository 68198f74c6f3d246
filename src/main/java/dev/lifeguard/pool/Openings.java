package dev.lifeguard.pool;

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

/// Opens several connections at once for Agroal, which asks for them one after the other. While it waits for
/// the first, those are opened too that it will ask for next; when it does, they are there.
///
/// How many those are follows from who wants one: as many as there are threads that hold or wait for a
/// connection, or the pool's minimum, but never more than its maximum, less those that it has already. What
/// nobody asks for within a second is closed.
///
/// Safe for use by several threads. The lock is taken only while a connection is being opened.
final class Openings {
    private static final Logger LOG = Logger.getLogger(Openings.class);
    private static final int AT_ONCE = 16;

    /// Agroal makes its driver itself, from the name of the class, so the two have to find each other.
    private static final Map<String, Openings> BY_POOL = new ConcurrentHashMap<>();

    private final AgroalDataSource dataSource;
    private final AtomicInteger wanted = new AtomicInteger();
    private final Queue<Opened> ready = new ArrayDeque<>();
    private int underWay;
    private volatile @Nullable Callable<Connection> opening;
    private volatile @Nullable Failed failed;

    /// What came of an attempt.
    private record Opened(
            @Nullable Connection connection, @Nullable SQLException failure) {
        Connection get() throws SQLException {
            if (connection == null) {
                throw failure == null ? new SQLException("no connection") : failure;
            }
            return connection;
        }
    }

    /// The latest attempt, if it was in vain.
    private record Failed(SQLException failure, long atNanos) {}

    private Openings(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Those for a pool, from now on.
    static Openings of(AgroalDataSource dataSource) {
        AgroalConnectionFactoryConfiguration configuration =
                dataSource.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        Openings openings = new Openings(dataSource);
        BY_POOL.put(key(configuration.jdbcUrl(), configuration.jdbcProperties()), openings);
        return openings;
    }

    /// Those for the pool that asks its driver for a connection; empty if nobody has announced it.
    static Optional<Openings> of(String url, Properties options) {
        return Optional.ofNullable(BY_POOL.get(key(url, options)));
    }

    private static String key(String url, Properties options) {
        return url + " " + options.getProperty("ApplicationName");
    }

    /// Somebody is about to ask the pool for a connection.
    void wantOneMore() {
        wanted.incrementAndGet();
        if (opening != null) {
            openWhatIsMissing();
        }
    }

    /// Somebody is about to return one, or asked in vain.
    void wantOneLess() {
        wanted.decrementAndGet();
    }

    /// The next connection that the pool adds to its own. It calls this from one thread only.
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
            // meant for this one attempt, whose time is over: the thread goes on with the next
            throw new SQLException("gave up waiting for a connection to open", SqlState.CONNECTION_FAILURE, e);
        } finally {
            opening = null;
        }
    }

    /// Why the latest attempt was in vain; empty if it was not, or ended before a moment. Known as soon as the
    /// server has said so: who asked Agroal hears of it later, and perhaps too late.
    Optional<SQLException> failureSince(long nanos) {
        Failed latest = failed;
        return latest == null || latest.atNanos() - nanos < 0 ? Optional.empty() : Optional.of(latest.failure());
    }

    synchronized boolean areUnderWay() {
        return underWay > 0;
    }

    private synchronized void openWhatIsMissing() {
        Callable<Connection> open = opening;
        int coming = underWay + ready.size();
        for (int missing = missing(); open != null && coming < missing && underWay < AT_ONCE; coming++) {
            Thread.ofPlatform().daemon().name("connection-opening").start(() -> arrived(attempt(open)));
            underWay++;
        }
    }

    /// How many the pool will ask for, the one that it waits for included. What it has does not change meanwhile.
    private int missing() {
        AgroalConnectionPoolConfiguration configuration =
                dataSource.getConfiguration().connectionPoolConfiguration();
        int atMost = Math.min(Math.max(wanted.get(), configuration.minSize()), configuration.maxSize());
        long open = dataSource.getMetrics().creationCount()
                - dataSource.getMetrics().destroyCount();
        return (int) Math.max(1, atMost - open);
    }

    private static Opened attempt(Callable<Connection> open) {
        try {
            return new Opened(open.call(), null);
        } catch (SQLException e) {
            return new Opened(null, e);
        } catch (Throwable e) { // whatever it is, the pool waits for an answer
            return new Opened(null, new SQLException("a connection could not be opened", e));
        }
    }

    private synchronized void arrived(Opened opened) {
        underWay--;
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
            LOG.debug("a connection that nobody took could not be closed", e);
        }
    }

    private synchronized boolean isTaken(Opened opened) {
        return !ready.remove(opened);
    }
}
