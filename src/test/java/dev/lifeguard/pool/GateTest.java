package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.connections.SqlState;
import dev.lifeguard.fixture.LogLines;
import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Lane;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void fiveConcurrentQueriesAreAllAnsweredOnTwoConnections() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("five-on-two", 2))) {
            List<Integer> answers = concurrently(5, () -> pool.gate.run(Queries::slow));
            assertThat(answers).containsOnly(1).hasSize(5);
            assertThat(pool.peakInUse()).isEqualTo(2);
        }
    }

    @Test
    void tenRequestsNeverOpenMoreThanTwoConnections() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("ten-on-two", 2))) {
            List<Integer> seen = concurrently(
                    10,
                    () -> pool.gate.run(connection -> {
                        Queries.slow(connection);
                        return Queries.number(
                                connection,
                                "select count(*) from pg_stat_activity where application_name = 'ten-on-two'");
                    }));
            assertThat(seen).hasSize(10).allMatch(open -> open <= 2).contains(2);
        }
    }

    @Test
    void aUnitOfWorkThatThrowsReturnsItsConnection() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("throws", 2))) {
            AtomicInteger failed = new AtomicInteger();
            for (int i = 0; i < 1000; i++) {
                Uni<Integer> broken = pool.gate.run(connection -> Queries.number(connection, "select 1 / 0"));
                broken.onFailure(SQLException.class)
                        .recoverWithItem(failed::incrementAndGet)
                        .await()
                        .atMost(LIMIT);
            }
            assertThat(failed).hasValue(1000);
            assertThat(pool.counts.inUse()).isZero();
            assertThat(pool.counts.waiting()).isZero();
            assertThat(pool.dataSource.getMetrics().activeCount()).isZero();
            assertThat(pool.dataSource.getMetrics().availableCount()).isBetween(1L, 2L);
        }
    }

    @Test
    void anErrorInAUnitOfWorkIsDeliveredAndTheConnectionIsReturned() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("error", 1))) {
            Uni<Integer> broken = pool.gate.run(connection -> {
                throw new StackOverflowError("on purpose");
            });
            assertThatThrownBy(() -> await(broken)).hasStackTraceContaining("on purpose");
            assertThat(pool.counts.inUse()).isZero();
            assertThat(await(pool.gate.run(Queries::trivial))).isEqualTo(1);
        }
    }

    /// The clock of this gate is advanced by hand: each tick finds a lease that has lasted too long.
    @Test
    void aLeaseThatLastsTooLongIsReportedOnceAndSoIsItsEnd() throws Exception {
        Settings settings = Settings.of("leak", 1).leakAfter(Duration.ofNanos(1));
        try (LogLines lines = LogLines.of(DatabaseThread.class);
                RealPool pool = new RealPool(settings)) {
            Gate gate = pool.gate(settings);
            gate.open();
            try (LongLease lease = new LongLease(gate)) {
                gate.tick();
                gate.tick();
                assertThat(lines.containing("longer than DB_POOL_LEAK_AFTER")).isEqualTo(1);
                assertThat(pool.counts.totals().heldTooLong()).isEqualTo(1);
            }
            gate.close(new ShutdownEvent());
            assertThat(lines.containing("longer than DB_POOL_LEAK_AFTER")).isEqualTo(1);
            assertThat(lines.containing("connection returned after")).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatWaitsTooLongTimesOut() throws Exception {
        Settings settings = Settings.of("too-long", 1).acquireWithin(Duration.ofMillis(100));
        try (RealPool pool = new RealPool(settings);
                LongLease lease = new LongLease(pool.gate)) {
            long before = pool.counts.timeouts();
            assertThatThrownBy(() -> await(pool.gate.run(Queries::slow)))
                    .isInstanceOfSatisfying(NotServedException.class, e -> {
                        assertThat(e.refusal()).isEmpty();
                        assertThat(e.retryAfter()).isPositive();
                        assertThat(e).hasMessageContainingAll("100 ms", "1 of 1");
                    });
            assertThat(pool.counts.timeouts()).isEqualTo(before + 1);
            assertThat(pool.counts.waiting()).isZero();
        }
    }

    @Test
    void tooManyWaitersAreRefusedAtOnce() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("bounded", 1).maxWaiting(3));
                LongLease lease = new LongLease(pool.gate)) {
            List<CompletableFuture<Integer>> waiting = IntStream.range(0, 3)
                    .mapToObj(i -> pool.gate.run(Queries::slow).subscribeAsCompletionStage())
                    .toList();
            assertThatThrownBy(() -> await(pool.gate.run(Queries::slow)))
                    .hasMessageContaining("3 requests already wait");
            assertThat(pool.counts.refusals()).isEqualTo(1);
            assertThat(pool.counts.refusals(Lane.INTERACTIVE, RefusalReason.QUEUE_FULL))
                    .isEqualTo(1);
            lease.release();
            waiting.forEach(answer -> assertThat(answer.join()).isEqualTo(1));
        }
    }

    @Test
    void aCancelledRequestLeavesTheQueue() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("gone", 1));
                LongLease lease = new LongLease(pool.gate)) {
            AtomicInteger ran = new AtomicInteger();
            Cancellable request = pool.gate
                    .run(connection -> ran.incrementAndGet())
                    .subscribe()
                    .with(ignored -> {});
            assertThat(pool.counts.waiting()).isEqualTo(1);
            request.cancel();
            assertThat(pool.counts.waiting()).isZero();
            assertThat(pool.counts.cancellations()).isEqualTo(1);
            lease.release();
            await(pool.gate.run(Queries::slow));
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    void theConnectionIsReturnedBeforeTheResultIsDelivered() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("back", 1))) {
            for (int i = 0; i < 100; i++) {
                int inUse = await(pool.gate.run(Queries::trivial).map(answer -> pool.counts.inUse()));
                assertThat(inUse).isZero();
            }
        }
    }

    @Test
    void requestsAreRefusedBeforeTheGateIsOpen() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("closed", 1))) {
            Gate closed = pool.gate(Settings.of("closed", 1));
            assertThatThrownBy(() -> await(closed.run(Queries::trivial))).hasMessageContaining("not been reached");
        }
    }

    @Test
    void admittedRequestsAreServedWhenTheGateCloses() throws Exception {
        RealPool pool = new RealPool(Settings.of("closing", 1));
        List<CompletableFuture<Integer>> admitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            admitted.add(pool.gate.run(Queries::slow).subscribeAsCompletionStage());
        }
        pool.gate.close(new ShutdownEvent());
        assertThat(admitted)
                .allMatch(CompletableFuture::isDone)
                .extracting(CompletableFuture::join)
                .containsOnly(1);
        assertThatThrownBy(() -> await(pool.gate.run(Queries::trivial))).hasMessageContaining("shutting down");
        pool.close();
    }

    @Test
    void aLostConnectionIsReplacedBeforeTheNextUnitOfWork() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("lost", 3))) {
            concurrently(3, () -> pool.gate.run(Queries::slow));
            assertThatThrownBy(
                            () -> await(
                                    pool.gate.run(
                                            connection -> Queries.number(
                                                    connection,
                                                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'lost'"))))
                    .satisfies(e ->
                            assertThat(SqlState.isConnectionLost(unwrapped(e))).isTrue());
            for (int i = 0; i < 10; i++) {
                assertThat(await(pool.gate.run(Queries::trivial))).isEqualTo(1);
            }
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }

    private static Throwable unwrapped(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }

    private static <T> List<T> concurrently(int count, java.util.function.Supplier<Uni<T>> unit) {
        List<CompletableFuture<T>> running = IntStream.range(0, count)
                .mapToObj(i -> unit.get().subscribeAsCompletionStage())
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    /// A request that keeps its connection until it is closed.
    private static final class LongLease implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<Boolean> result;

        private final CountDownLatch begun = new CountDownLatch(1);

        /// Waits until the lease has begun, and repeats the request if it timed out.
        LongLease(Gate gate) throws InterruptedException {
            CompletableFuture<Boolean> running = start(gate);
            while (!begun.await(10, TimeUnit.MILLISECONDS)) {
                running = running.isCompletedExceptionally() ? start(gate) : running;
            }
            result = running;
        }

        private CompletableFuture<Boolean> start(Gate gate) {
            return gate.run(connection -> {
                        begun.countDown();
                        try {
                            end.await();
                            return true;
                        } catch (InterruptedException e) {
                            throw new SQLException(e);
                        }
                    })
                    .subscribeAsCompletionStage();
        }

        void release() {
            end.countDown();
            result.join();
        }

        @Override
        public void close() {
            release();
        }
    }
}
