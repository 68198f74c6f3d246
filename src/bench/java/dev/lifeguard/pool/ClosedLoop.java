package dev.lifeguard.pool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/// Runs clients that submit their next unit of work as soon as the last one is done. They share two
/// event loops, like requests of the service, so many clients need few threads. Results return to the
/// loop that submitted the unit.
final class ClosedLoop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Runs a unit of work and calls back with its value or its failure.
    interface Target {
        void run(UnitOfWork<?> work, BiConsumer<Object, Throwable> done);
    }

    private final List<ExecutorService> loops = List.of(loop(1), loop(2));

    /// Measures how many units of work complete in a second, after a time to settle.
    double rate(Target target, UnitOfWork<?> work, int clients, Duration settle, Duration time)
            throws InterruptedException {
        Run run = new Run(target, work, clients);
        for (int client = 0; client < clients; client++) {
            ExecutorService loop = loops.get(client % loops.size());
            loop.execute(() -> run.ask(loop));
        }
        TimeUnit.NANOSECONDS.sleep(settle.toNanos());
        long begin = System.nanoTime();
        long before = run.done.sum();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        double rate = (run.done.sum() - before) * 1e9 / (System.nanoTime() - begin);
        run.end();
        return rate;
    }

    @Override
    public void close() {
        loops.forEach(ExecutorService::shutdownNow);
    }

    private static ExecutorService loop(int number) {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("loop-" + number).factory());
    }

    private static final class Run {
        private final Target target;
        private final UnitOfWork<?> work;
        private final CountDownLatch clients;
        private final LongAdder done = new LongAdder();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile boolean over;

        Run(Target target, UnitOfWork<?> work, int clients) {
            this.target = target;
            this.work = work;
            this.clients = new CountDownLatch(clients);
        }

        void ask(ExecutorService loop) {
            if (over) {
                clients.countDown();
                return;
            }
            target.run(connection -> over ? null : work.run(connection), (value, problem) -> {
                done.increment();
                if (problem != null) {
                    failure.set(problem);
                }
                loop.execute(() -> ask(loop));
            });
        }

        /// Stops the clients. Units of work that still wait do nothing.
        void end() throws InterruptedException {
            over = true;
            if (!clients.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(clients.getCount() + " clients have not been answered");
            }
            if (failure.get() != null) {
                throw new IllegalStateException("a unit of work failed", failure.get());
            }
        }
    }
}
