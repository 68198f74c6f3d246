package dev.lifeguard;

import dev.lifeguard.setup.BundledDatabase;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stops the embedded database after Quarkus has stopped, so that requests in flight can finish. When
/// the process ends, all shutdown hooks run at the same time; this one waits for Quarkus.
final class EmbeddedDatabaseShutdown {
    private static final int TIMEOUT_MINUTES = 15;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private EmbeddedDatabaseShutdown() {}

    /// Stops the database after [#quarkusHasStopped] is called.
    static EmbeddedDatabaseShutdown after(Optional<BundledDatabase> database) {
        EmbeddedDatabaseShutdown shutdown = new EmbeddedDatabaseShutdown();
        database.ifPresent(it -> atTheEnd(() -> {
            shutdown.awaitQuarkus();
            it.close();
        }));
        return shutdown;
    }

    /// Stops the database when the process ends, without waiting for Quarkus, which in development
    /// stops at each reload.
    static void stopAtTheEnd(BundledDatabase database) {
        atTheEnd(database::close);
    }

    void quarkusHasStopped() {
        stopped.countDown();
    }

    private void awaitQuarkus() {
        try {
            boolean inTime = stopped.await(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            assert inTime;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void atTheEnd(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, "embedded-database-shutdown"));
    }
}
