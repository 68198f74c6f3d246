package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether many requests of one lane can keep a few of another from getting connections. The flood
/// sleeps on the server, so that the processor is not the bottleneck. Each of its leases is so long
/// that a request which waits for any of the ten connections waits 40 ms on average; the median of the
/// best round distinguishes that from a slow machine.
class FloodTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FLOOD = 100;
    private static final int SAMPLES = 200;
    private static final int ROUNDS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(1);
    private static final Duration SMALL = Duration.ofMillis(20);

    @ParameterizedTest
    @EnumSource(names = {"DASHBOARDS", "BULK"})
    void aFloodInALowerLaneDoesNotDelayInteractiveRequests(Lane lane) throws Exception {
        try (RealPool pool = new RealPool(Settings.of("flood-" + lane.slug(), 10))) {
            waits(pool, SAMPLES);
            try (Flood flood = new Flood(pool, lane)) {
                flood.awaitBegun();
                Duration beside = best(pool);
                System.out.printf(
                        "median of the wait in lane interactive: %d us beside %d requests in lane %s (%d done)%n",
                        beside.toNanos() / 1000, FLOOD, lane.slug(), flood.done.sum());
                assertThat(beside).isLessThan(SMALL);
            }
            assertThat(pool.counts.inUse()).isZero();
            assertThat(pool.counts.waiting()).isZero();
        }
    }

    @Test
    void aRequestThatWouldTimeOutIsRefusedAtOnceWithATimeToRetry() throws Exception {
        Settings settings = Settings.of("foreseen", 1).acquireWithin(Duration.ofSeconds(1));
        try (RealPool pool = new RealPool(settings)) {
            for (int i = 0; i < 20; i++) {
                run(pool, Lane.INTERACTIVE, connection -> sleep(connection, "0.05"))
                        .await()
                        .atMost(LIMIT);
            }
            AtomicReference<CompletableFuture<Integer>> refused = new AtomicReference<>();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
                queue(pool, 60);
                refused.set(run(pool, Lane.INTERACTIVE, connection -> 1).subscribeAsCompletionStage());
                return refused.get().isCompletedExceptionally(); // at once, or it waits
            });
            assertThat(refused.get().exceptionNow()).isInstanceOfSatisfying(NotServedException.class, e -> {
                assertThat(e.refusal()).contains(RefusalReason.WAIT_FORESEEN);
                assertThat(e).hasMessageContainingAll("expected to come free", "1000 ms");
                assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
            });
            assertThat(pool.counts.refusals(Lane.INTERACTIVE, RefusalReason.WAIT_FORESEEN))
                    .isEqualTo(pool.counts.refusals())
                    .isPositive();
        }
    }

    /// Queues so many requests, unless as many are waiting already.
    private static void queue(RealPool pool, int many) {
        for (int i = 0; i < many && pool.counts.waiting() < many; i++) {
            run(pool, Lane.INTERACTIVE, connection -> sleep(connection, "0.05"))
                    .subscribe()
                    .with(done -> {}, failure -> {});
        }
    }

    private static Duration best(RealPool pool) {
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS && best.compareTo(SMALL) >= 0; round++) {
            long[] nanos = waits(pool, SAMPLES);
            Duration median = Duration.ofNanos(nanos[nanos.length / 2]);
            best = median.compareTo(best) < 0 ? median : best;
        }
        return best;
    }

    /// How long requests wait that are sent one after the other, sorted. They are sent with a short
    /// pause, so that they meet the flood in many of its states.
    private static long[] waits(RealPool pool, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            long sent = System.nanoTime();
            nanos[i] = run(pool, Lane.INTERACTIVE, connection -> {
                        long leased = System.nanoTime();
                        Queries.trivial(connection);
                        return leased - sent;
                    })
                    .await()
                    .atMost(LIMIT);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static int sleep(Connection connection, String seconds) throws SQLException {
        return Queries.number(connection, "select 1 from pg_sleep(" + seconds + ")");
    }

    private static <T> Uni<T> run(RealPool pool, Lane lane, UnitOfWork<T> work) {
        Request request = new Request("GET /" + lane.slug(), "", Optional.empty(), lane);
        return pool.gate.run(() -> request, work);
    }

    /// Requests that are repeated as soon as they are served.
    private static final class Flood implements AutoCloseable {
        private final RealPool pool;
        private final Lane lane;
        private final LongAdder done = new LongAdder();
        private final CountDownLatch begun = new CountDownLatch(2);
        private final AtomicReferenceArray<Cancellable> sent = new AtomicReferenceArray<>(FLOOD);
        private volatile boolean over;

        Flood(RealPool pool, Lane lane) {
            this.pool = pool;
            this.lane = lane;
            for (int i = 0; i < FLOOD; i++) {
                next(i);
            }
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        private void next(int number) {
            if (over) {
                return;
            }
            sent.set(
                    number,
                    run(pool, lane, connection -> {
                                begun.countDown();
                                return sleep(connection, "0.4");
                            })
                            .subscribe()
                            .with(
                                    answer -> {
                                        done.increment();
                                        next(number);
                                    },
                                    failure -> {}));
        }

        /// Cancels the waiters, and waits for the leases to end.
        @Override
        public void close() {
            over = true;
            await().atMost(LIMIT).until(() -> {
                for (int i = 0; i < FLOOD; i++) {
                    sent.get(i).cancel();
                }
                return pool.counts.inUse() == 0 && pool.counts.waiting() == 0;
            });
        }
    }
}
