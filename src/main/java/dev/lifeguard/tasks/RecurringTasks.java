package dev.lifeguard.tasks;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Repeats tasks until the service stops. A task that throws, even an [Error], is logged and repeated all the same: a
/// plain scheduled executor would never run it again, and nothing would say so.
///
/// There are two executors. Tasks that only read and write memory share one thread, so that none is late because
/// another
/// waits for a network. Tasks that may block share a few.
///
/// Safe for use by several threads.
@ApplicationScoped
public class RecurringTasks {
    private static final Logger LOG = Logger.getLogger(RecurringTasks.class);

    /// The monitor, the advice, the issuer's keys, and one to spare.
    private static final int THREADS_THAT_MAY_BLOCK = 4;

    private final ScheduledExecutorService inMemory = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("recurring-memory").factory());
    private final ScheduledExecutorService blocking = Executors.newScheduledThreadPool(
            THREADS_THAT_MAY_BLOCK,
            Thread.ofPlatform().daemon().name("recurring-", 1).factory());

    /// Repeats a task that never blocks.
    ///
    /// @param name completes the log line "… failed"
    public void repeatInMemory(String name, Duration pause, Runnable task) {
        repeat(inMemory, name, pause, task);
    }

    /// Runs a task that never blocks once a second, by the clock: a late run does not delay the next one.
    ///
    /// @param name completes the log line "… failed"
    public void everySecond(String name, Runnable task) {
        inMemory.scheduleAtFixedRate(() -> run(name, task), 1, 1, TimeUnit.SECONDS);
    }

    /// Repeats a task that may wait for a network. The pause is from the end of one run to the beginning of the next.
    ///
    /// @param name completes the log line "… failed"
    public void repeat(String name, Duration pause, Runnable task) {
        repeat(blocking, name, pause, task);
    }

    /// Runs a task that may wait for a network, once and soon.
    public void runOnce(String name, Runnable task) {
        blocking.execute(() -> run(name, task));
    }

    private static void repeat(ScheduledExecutorService executor, String name, Duration pause, Runnable task) {
        executor.scheduleWithFixedDelay(() -> run(name, task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(String name, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // also an Error: the executor would drop the task without a word
            LOG.errorf(e, "%s failed; other tasks go on", name);
        }
    }

    @PreDestroy
    public void stop() {
        inMemory.shutdownNow();
        blocking.shutdownNow();
    }
}
