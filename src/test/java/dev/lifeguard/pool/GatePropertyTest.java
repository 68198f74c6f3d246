package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.RealPool.Settings;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Invariants for any number of clients that run queries, fail, time out and cancel at the same time.
class GatePropertyTest {
    private static final int CLIENTS = 8;
    private static final int UNITS = 25;

    @Property(tries = 15)
    void neverMoreIsLeasedThanIsOpenAndEveryConnectionIsReturned(
            @ForAll @IntRange(min = 1, max = 4) int size, @ForAll long seed) throws Exception {
        try (RealPool pool = new RealPool(Settings.of("property", size).acquireWithin(Duration.ofMillis(40)))) {
            AtomicInteger leased = new AtomicInteger();
            AtomicInteger mostLeased = new AtomicInteger();
            AtomicInteger answered = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(CLIENTS);
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed + client);
                Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < UNITS; i++) {
                        oneUnit(pool.gate, random, leased, mostLeased, answered);
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            await().until(() -> pool.counts.inUse() == 0
                    && pool.counts.waiting() == 0
                    && pool.dataSource.getMetrics().activeCount() == 0);

            assertThat(mostLeased.get()).isLessThanOrEqualTo(size);
            assertThat(pool.peakInUse()).isBetween(mostLeased.get(), size);
            assertThat(leased).hasValue(0);
            assertThat(pool.counts.attempts())
                    .isEqualTo(CLIENTS * UNITS)
                    .isEqualTo(pool.counts.served()
                            + pool.counts.timeouts()
                            + pool.counts.refusals()
                            + pool.counts.cancellations()
                            + pool.counts.failures());
        }
    }

    private static void oneUnit(
            Gate gate, Random random, AtomicInteger leased, AtomicInteger mostLeased, AtomicInteger answered) {
        int kind = random.nextInt(4);
        double seconds = List.of(0.0, 0.001, 0.01).get(random.nextInt(3));
        CountDownLatch over = new CountDownLatch(1);
        Cancellable request = gate.run(connection -> {
                    mostLeased.accumulateAndGet(leased.incrementAndGet(), Math::max);
                    try {
                        return Queries.number(
                                connection, kind == 0 ? "select 1 / 0" : "select 1 from pg_sleep(" + seconds + ")");
                    } finally {
                        leased.decrementAndGet();
                    }
                })
                .subscribe()
                .with(
                        answer -> {
                            answered.incrementAndGet();
                            over.countDown();
                        },
                        failure -> over.countDown());
        if (kind == 1) {
            request.cancel();
            return;
        }
        try {
            assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
