package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.Gate;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// Gives the pool other bounds while it runs. It has to be told twice: the gate, which lends, and Agroal, which opens
/// and closes.
///
/// Safe for use by several threads.
@ApplicationScoped
class Resizing {
    private static final Logger LOG = Logger.getLogger(Resizing.class);

    private final AgroalDataSource dataSource;
    private final Gate gate;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pool-resize").factory());

    Resizing(AgroalDataSource dataSource, Gate gate) {
        this.dataSource = dataSource;
        this.gate = gate;
    }

    /// How many connections are kept open, and how many there may be.
    record Bounds(int min, int max) {}

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    Bounds bounds() {
        AgroalConnectionPoolConfiguration configuration = configuration();
        return new Bounds(configuration.minSize(), configuration.maxSize());
    }

    /// Changes the maximum alone; the minimum gives way if it has to.
    synchronized void autosize(int max) {
        to(new Bounds(Math.min(bounds().min(), max), max));
    }

    /// Effective at once: who waits is served if there is more room; what is too much is closed as it comes back,
    /// and at once if it is idle.
    ///
    /// @return the bounds as they were
    synchronized Bounds to(Bounds wanted) {
        Bounds before = bounds();
        AgroalConnectionPoolConfiguration configuration = configuration();
        if (wanted.max() >= before.max()) {
            configuration.setMaxSize(wanted.max());
            configuration.setMinSize(wanted.min());
        } else {
            configuration.setMinSize(Math.min(wanted.min(), before.min()));
            configuration.setMaxSize(wanted.max());
            configuration.setMinSize(wanted.min());
        }
        gate.resize(wanted.max());
        if (wanted.min() > before.min()) {
            dataSource.flush(FlushMode.FILL);
        }
        thread.execute(this::closeSurplus);
        return before;
    }

    /// Agroal closes what is too much when it is returned; so what is idle is borrowed for a moment.
    private void closeSurplus() {
        try {
            long surplus = dataSource.getMetrics().availableCount()
                    + dataSource.getMetrics().activeCount()
                    - bounds().max();
            for (long i = 0; i < surplus && dataSource.getMetrics().availableCount() > 0; i++) {
                dataSource.getConnection().close();
            }
        } catch (SQLException e) {
            LOG.debug("idle connections that are too many stay until they are returned", e);
        }
    }

    /// Replaces every connection: idle ones now, lent ones when they come back.
    void flush() {
        dataSource.flush(FlushMode.GRACEFUL);
    }

    private AgroalConnectionPoolConfiguration configuration() {
        return dataSource.getConfiguration().connectionPoolConfiguration();
    }
}
