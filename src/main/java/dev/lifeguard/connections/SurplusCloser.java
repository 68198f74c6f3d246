package dev.lifeguard.connections;

import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Closes idle connections above the maximum after the pool has shrunk. Agroal closes a surplus connection only when
/// it is returned, so each is borrowed for a moment. One thread does it, and ends when it is done.
final class SurplusCloser {
    private static final Logger LOG = Logger.getLogger(SurplusCloser.class);

    private final AgroalDataSource dataSource;
    private final AtomicBoolean running = new AtomicBoolean();

    SurplusCloser(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void close() {
        if (surplus() > 0 && running.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("pool-resize").start(() -> {
                try {
                    closeIdle();
                } finally {
                    running.set(false);
                }
            });
        }
    }

    private void closeIdle() {
        try {
            for (long left = surplus(); left > 0 && dataSource.getMetrics().availableCount() > 0; left--) {
                dataSource.getConnection().close();
            }
        } catch (SQLException e) {
            LOG.debug("surplus idle connections stay open until they are returned", e);
        }
    }

    private long surplus() {
        return dataSource.getMetrics().availableCount()
                + dataSource.getMetrics().activeCount()
                - dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
    }
}
