package dev.lifeguard.pool;

import static dev.lifeguard.work.Lane.BULK;
import static dev.lifeguard.work.Lane.DASHBOARDS;
import static dev.lifeguard.work.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// What each lane is guaranteed, whatever the others do.
class LanesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicIntegerArray leased = new AtomicIntegerArray(Lane.values().length);

    @Property(tries = 6)
    void theHighestLaneGetsItsGuaranteedShareWhileTheOthersHaveTheirMaximum(
            @ForAll @IntRange(min = 2, max = 8) int size) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RealPool pool = new RealPool(Settings.of("own-share", size).acquireWithin(LONG))) {
            List<CompletableFuture<Boolean>> requests = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                requests.add(lease(pool, DASHBOARDS, end));
                requests.add(lease(pool, BULK, end));
            }
            int others = mostOf(size, DASHBOARDS) + mostOf(size, BULK);
            int room = Math.min(others, size - size / 2);
            await().until(() -> leased.get(1) + leased.get(2) == room);
            for (int i = 0; i < size / 2; i++) {
                requests.add(lease(pool, INTERACTIVE, end));
            }
            await().atMost(LONG).until(() -> leased.get(0) == size / 2);
            end.countDown();
            assertThat(requests).allMatch(CompletableFuture::join);
        }
    }

    @Example
    void aLowerLaneBelowItsGuaranteedShareIsServedDuringAFlood() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("next", 10).acquireWithin(LONG))) {
            for (int i = 0; i < 40; i++) {
                runRepeatedly(pool);
            }
            await().until(() -> pool.counts.served() > 100);
            for (int i = 0; i < 20; i++) {
                assertThat(lease(pool, DASHBOARDS, new CountDownLatch(0)).get(LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(lease(pool, BULK, new CountDownLatch(0)).get(LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            over.set(true);
        }
    }

    @Example
    void aWaiterIsServedWhenThePoolGrowsAlthoughNoLeaseEnds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RealPool pool = new RealPool(Settings.of("grows", 1).acquireWithin(LONG))) {
            CompletableFuture<Boolean> first = lease(pool, INTERACTIVE, end);
            await().until(() -> leased.get(0) == 1);
            CompletableFuture<Boolean> second = lease(pool, INTERACTIVE, new CountDownLatch(0));
            pool.dataSource.getConfiguration().connectionPoolConfiguration().setMaxSize(2);
            pool.gate.resize(2);
            assertThat(second.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(first).isNotDone();
            end.countDown();
            assertThat(first.join()).isTrue();
        }
    }

    private void runRepeatedly(RealPool pool) {
        pool.run(in(INTERACTIVE), connection -> Queries.number(connection, "select 1 from pg_sleep(0.005)"))
                .subscribe()
                .with(answer -> {
                    if (!over.get()) {
                        runRepeatedly(pool);
                    }
                });
    }

    private CompletableFuture<Boolean> lease(RealPool pool, Lane lane, CountDownLatch end) {
        return pool.run(in(lane), connection -> {
                    leased.incrementAndGet(lane.rank());
                    try {
                        return end.await(2 * LONG.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        leased.decrementAndGet(lane.rank());
                    }
                })
                .subscribeAsCompletionStage();
    }

    private static int mostOf(int size, Lane lane) {
        return Math.max(1, lane == DASHBOARDS ? size / 2 : size / 4);
    }

    private static Request in(Lane lane) {
        return new Request("GET /" + lane.slug(), "", Optional.empty(), lane);
    }
}
