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

/// Clients that ask again as soon as they are answered, for a time. They live on two event loops, as those of the
/// service do, so that many of them cost no threads; answers come back to the loop that asked.
final class ClosedLoop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// How a unit of work is handed in, with whom to tell that it is done and what went wrong, if anything did.
    interface Entrance {
        void enter(UnitOfWork<?> work, BiConsumer<Object, Throwable> done);
    }

    private final List<ExecutorService> loops = List.of(loop(1), loop(2));

    /// How many units a second are done once it has settled.
    double rate(Entrance entrance, UnitOfWork<?> work, int clients, Duration settle, Duration time)
            throws InterruptedException {
        Run run = new Run(entrance, work, clients);
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
        private final Entrance entrance;
        private final UnitOfWork<?> work;
        private final CountDownLatch clients;
        private final LongAdder done = new LongAdder();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile boolean over;

        Run(Entrance entrance, UnitOfWork<?> work, int clients) {
            this.entrance = entrance;
            this.work = work;
            this.clients = new CountDownLatch(clients);
        }

        void ask(ExecutorService loop) {
            if (over) {
                clients.countDown();
                return;
            }
            entrance.enter(connection -> over ? null : work.run(connection), (value, problem) -> {
                done.increment();
                if (problem != null) {
                    failure.set(problem);
                }
                loop.execute(() -> ask(loop));
            });
        }

        /// Lets those who still wait pass without doing anything.
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
