package dev.lifeguard.pool;

import static dev.lifeguard.work.Lane.BULK;
import static dev.lifeguard.work.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Edge cases: shutdown, a server with little room, requests that are cancelled at once, receivers that
/// throw.
class GateUnderStressTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void closingDoesNotWaitForRestingThreads() throws Exception {
        RealPool pool = new RealPool(Settings.of("close-resting", 4), RealPool.roleThatMayHave(1));
        joinAll(submit(pool, 40, "select 1 from pg_sleep(0.002)"));
        List<CompletableFuture<Integer>> admitted = submit(pool, 400, "select 1 from pg_sleep(0.002)");
        await().until(() ->
                pool.gate.threads().active() < pool.gate.threads().all().size());
        assertThat(pool.counts.waiting()).isPositive();
        long begun = System.nanoTime();
        pool.gate.close(new ShutdownEvent());
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(Settings.of("any", 1).acquireTimeout());
        assertThat(admitted).allMatch(CompletableFuture::isDone);
        assertThat(pool.gate.threads().all()).noneMatch(Thread::isAlive);
        pool.close();
    }

    @Test
    void aRequestThatIsRefusedAndCancelledIsCountedOnce() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("gone-before", 1))) {
            EarlyCanceller canceller = new EarlyCanceller();
            pool.gate(Settings.of("gone-before", 1))
                    .run(canceller::requestAfterCancelling, Queries::trivial)
                    .subscribe()
                    .withSubscriber(canceller);
            assertThat(pool.counts.waiting()).isZero();
            assertThat(pool.counts.cancellations()).isZero();
        }
    }

    @Test
    void aRequestCancelledBeforeItWasQueuedIsNotServed() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("gone-early", 1))) {
            EarlyCanceller canceller = new EarlyCanceller();
            AtomicInteger ran = new AtomicInteger();
            pool.gate
                    .run(canceller::requestAfterCancelling, connection -> ran.incrementAndGet())
                    .subscribe()
                    .withSubscriber(canceller);
            assertThat(pool.counts.waiting()).isZero();
            assertThat(pool.counts.cancellations()).isEqualTo(1);
            pool.gate.run(Queries::trivial).await().atMost(LIMIT);
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    void afterShrinkingNoThreadWaitsForAConnectionAboveTheMaximum() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("shrunk", 4))) {
            joinAll(submit(pool, 4, "select 1 from pg_sleep(0.05)"));
            AgroalConnectionPoolConfiguration configuration =
                    pool.dataSource.getConfiguration().connectionPoolConfiguration();
            configuration.setMaxSize(1);
            configuration.setAcquisitionTimeout(Duration.ofMillis(200));
            pool.gate.resize(1);
            joinAll(submit(pool, 3, "select 1 from pg_sleep(0.5)"));
            assertThat(pool.counts.totals().couldNotOpen()).isZero();
        }
    }

    @Test
    void withoutAQueueOnlyFreeConnectionsAreLeased() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("no-queue", 1).maxWaiting(0))) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<Integer> lease = pool.gate
                    .run(connection -> {
                        begun.countDown();
                        return waitFor(end);
                    })
                    .subscribeAsCompletionStage();
            assertThat(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> pool.gate.run(Queries::trivial).await().atMost(LIMIT))
                    .hasMessageContaining("0 requests already wait");
            end.countDown();
            lease.join();
            assertThat(pool.gate.run(Queries::trivial).await().atMost(LIMIT)).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatThrowsDoesNotHarmOtherRequests() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("throwing-client", 1))) {
            pool.gate.run(Queries::trivial).subscribe().withSubscriber(new ThrowingReceiver());
            assertThat(pool.gate.run(Queries::trivial).await().atMost(LIMIT)).isEqualTo(1);
        }
    }

    @Test
    void noRequestFailsIfTheServerHasRoomForFewerConnectionsThanThePool() throws Exception {
        String url = RealPool.roleThatMayHave(1);
        for (int attempt = 0; attempt < 5; attempt++) {
            try (RealPool pool = new RealPool(Settings.of("little-room", 4), url)) {
                joinAll(submit(pool, 40, "select 1 from pg_sleep(0.002)"));
                assertThat(pool.counts.failures()).isZero();
            }
        }
    }

    @Test
    void aLowerLaneIsServedEvenIfTheServerAllowsOneConnectionOfTen() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("one-of-ten", 10), RealPool.roleThatMayHave(1))) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger flood = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                runRepeatedly(pool, over, flood);
            }
            await().until(() -> flood.get() > 100);
            CompletableFuture<Integer> bulk =
                    pool.run(in(BULK), connection -> 7).subscribeAsCompletionStage();
            try {
                assertThat(bulk.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(7);
            } finally {
                over.set(true);
            }
        }
    }

    private static void runRepeatedly(RealPool pool, AtomicBoolean over, AtomicInteger served) {
        pool.run(in(INTERACTIVE), connection -> Queries.number(connection, "select 1 from pg_sleep(0.001)"))
                .subscribe()
                .with(answer -> {
                    served.incrementAndGet();
                    if (!over.get()) {
                        runRepeatedly(pool, over, served);
                    }
                });
    }

    private static Request in(Lane lane) {
        return new Request("GET /" + lane.slug(), "", Optional.empty(), lane);
    }

    private static int waitFor(CountDownLatch latch) throws SQLException {
        try {
            return latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS) ? 1 : 0;
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private static List<CompletableFuture<Integer>> submit(RealPool pool, int many, String sql) {
        return IntStream.range(0, many)
                .mapToObj(i -> pool.gate.run(connection -> Queries.number(connection, sql)))
                .map(Uni::subscribeAsCompletionStage)
                .toList();
    }

    private static void joinAll(List<CompletableFuture<Integer>> answers) {
        assertThat(new ArrayList<>(answers).stream().map(CompletableFuture::join))
                .containsOnly(1);
    }

    /// Cancels its request while the gate reads which request it is.
    private static final class EarlyCanceller implements UniSubscriber<Integer> {
        private final AtomicReference<UniSubscription> place = new AtomicReference<>();

        Request requestAfterCancelling() {
            place.get().cancel();
            return Request.INTERNAL;
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            place.set(subscription);
        }

        @Override
        public void onItem(Integer item) {}

        @Override
        public void onFailure(Throwable failure) {}
    }

    private static final class ThrowingReceiver implements UniSubscriber<Integer> {
        @Override
        public void onSubscribe(UniSubscription subscription) {}

        @Override
        public void onItem(Integer item) {
            throw new StackOverflowError("on purpose");
        }

        @Override
        public void onFailure(Throwable failure) {}
    }
}
