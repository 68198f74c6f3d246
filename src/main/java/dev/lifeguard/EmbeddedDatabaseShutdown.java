package dev.lifeguard;

import dev.lifeguard.setup.OwnDatabase;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stops the embedded database after everybody who uses it has gone. When the process is told to end, all its
/// shutdown hooks run at once; this one waits for Quarkus.
final class EmbeddedDatabaseShutdown {
    private static final int PATIENCE_MINUTES = 15;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private EmbeddedDatabaseShutdown() {}

    /// Stops it once Quarkus has stopped, which has to be said.
    static EmbeddedDatabaseShutdown after(Optional<OwnDatabase> database) {
        EmbeddedDatabaseShutdown lastOut = new EmbeddedDatabaseShutdown();
        database.ifPresent(it -> atTheEnd(() -> {
            lastOut.awaitQuarkus();
            it.close();
        }));
        return lastOut;
    }

    /// Stops it without regard for Quarkus: in development that stops at each reload, and nobody has to be seen
    /// out.
    static void stopAtTheEnd(OwnDatabase database) {
        atTheEnd(database::close);
    }

    void quarkusHasStopped() {
        stopped.countDown();
    }

    private void awaitQuarkus() {
        try {
            boolean gone = stopped.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
            assert gone;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void atTheEnd(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, "last-out"));
    }
}
