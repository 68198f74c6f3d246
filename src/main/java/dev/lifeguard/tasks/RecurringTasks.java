package dev.lifeguard.tasks;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Repeats tasks until the service stops. If a task throws, even an [Error], the failure is logged and
/// the task is repeated. A plain scheduled executor would silently never run it again.
///
/// There are two executors. Tasks that only use memory share one thread, so that none is delayed by a
/// task that waits for the network. Tasks that may block share four threads.
///
/// Safe for use by several threads.
@ApplicationScoped
public class RecurringTasks {
    private static final Logger LOG = Logger.getLogger(RecurringTasks.class);

    /// One each for the monitor, the advice and the issuer's keys, and one spare.
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

    /// Runs a task that never blocks once a second, at a fixed rate: a late run does not delay the next one.
    ///
    /// @param name completes the log line "… failed"
    public void everySecond(String name, Runnable task) {
        inMemory.scheduleAtFixedRate(() -> run(name, task), 1, 1, TimeUnit.SECONDS);
    }

    /// Repeats a task that may wait for the network. The pause is from the end of one run to the start
    /// of the next.
    ///
    /// @param name completes the log line "… failed"
    public void repeat(String name, Duration pause, Runnable task) {
        repeat(blocking, name, pause, task);
    }

    /// Runs a task that may wait for the network once, as soon as a thread is free.
    public void runOnce(String name, Runnable task) {
        blocking.execute(() -> run(name, task));
    }

    private static void repeat(ScheduledExecutorService executor, String name, Duration pause, Runnable task) {
        executor.scheduleWithFixedDelay(() -> run(name, task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(String name, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // also an Error: the executor would silently drop the task
            LOG.errorf(e, "%s failed; other tasks go on", name);
        }
    }

    @PreDestroy
    public void stop() {
        inMemory.shutdownNow();
        blocking.shutdownNow();
    }
}
