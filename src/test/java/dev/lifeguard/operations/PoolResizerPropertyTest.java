package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.connections.Bounds;
import dev.lifeguard.pool.PoolTotals;
import dev.lifeguard.pool.RealPool;
import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.smallrye.mutiny.subscription.Cancellable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/// Invariants while requests of all lanes run queries, fail, time out and are cancelled, and the pool
/// is resized.
class PoolResizerPropertyTest {
    private static final int CLIENTS = 12;
    private static final int UNITS = 25;
    private static final int LARGEST = 10;

    private final AtomicInteger leased = new AtomicInteger();
    private final AtomicInteger mostLeased = new AtomicInteger();
    private final AtomicIntegerArray leasedByLane = new AtomicIntegerArray(Lane.values().length);
    private final AtomicIntegerArray mostLeasedByLane = new AtomicIntegerArray(Lane.values().length);
    private final AtomicInteger largest = new AtomicInteger();

    @BeforeTry
    void reset() {
        leased.set(0);
        mostLeased.set(0);
        for (Lane lane : Lane.values()) {
            leasedByLane.set(lane.rank(), 0);
            mostLeasedByLane.set(lane.rank(), 0);
        }
    }

    @Property(tries = 8)
    void noPermitIsLostAndNoLimitIsExceeded(@ForAll @IntRange(min = 1, max = LARGEST) int size, @ForAll long seed)
            throws Exception {
        largest.set(size);
        try (RealPool pool = new RealPool(Settings.of("resized", size).acquireWithin(Duration.ofMillis(60)))) {
            CountDownLatch done = clients(pool, seed);
            PoolResizer resizer = new PoolResizer(pool.connections, pool.gate);
            Random random = new Random(seed);
            while (done.getCount() > 0) {
                int max = 1 + random.nextInt(LARGEST);
                largest.accumulateAndGet(max, Math::max);
                resizer.resizeTo(new Bounds(random.nextInt(max), max));
                LockSupport.parkNanos(random.nextInt(5_000_000));
            }
            assertNothingIsLeased(pool);
            assertThat(mostLeased.get()).isLessThanOrEqualTo(largest.get());
            assertThat(pool.peaks.peaks(Instant.now()).sinceStart()).isLessThanOrEqualTo(largest.get());
            assertThat(mostLeasedByLane.get(Lane.DASHBOARDS.rank())).isLessThanOrEqualTo(LARGEST / 2);
            assertThat(mostLeasedByLane.get(Lane.BULK.rank())).isLessThanOrEqualTo(LARGEST / 4);
        }
    }

    @Property(tries = 6)
    void noLaneExceedsItsLimit(@ForAll @IntRange(min = 1, max = LARGEST) int size, @ForAll long seed) throws Exception {
        try (RealPool pool = new RealPool(Settings.of("lanes", size).acquireWithin(Duration.ofSeconds(30)))) {
            assertThat(clients(pool, seed).await(120, TimeUnit.SECONDS)).isTrue();
            assertNothingIsLeased(pool);
            assertThat(mostLeased.get()).isLessThanOrEqualTo(size);
            assertThat(mostLeasedByLane.get(Lane.DASHBOARDS.rank())).isLessThanOrEqualTo(Math.max(1, size / 2));
            assertThat(mostLeasedByLane.get(Lane.BULK.rank())).isLessThanOrEqualTo(Math.max(1, size / 4));
        }
    }

    private CountDownLatch clients(RealPool pool, long seed) {
        CountDownLatch done = new CountDownLatch(CLIENTS);
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(seed + client);
            Lane lane = Lane.values()[client % Lane.values().length];
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < UNITS; i++) {
                    oneUnit(pool, lane, random);
                }
                done.countDown();
            });
        }
        return done;
    }

    private void oneUnit(RealPool pool, Lane lane, Random random) {
        int kind = random.nextInt(5);
        double seconds = new double[] {0, 0.001, 0.01}[random.nextInt(3)];
        String sql = kind == 0 ? "select 1 / 0" : "select pg_sleep(" + seconds + ")";
        CountDownLatch over = new CountDownLatch(1);
        Cancellable client = pool.run(in(lane), connection -> unit(connection, lane, sql))
                .subscribe()
                .with(answer -> over.countDown(), failure -> over.countDown());
        if (kind == 1) {
            client.cancel();
            return;
        }
        try {
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean unit(Connection connection, Lane lane, String sql) throws SQLException {
        mostLeased.accumulateAndGet(leased.incrementAndGet(), Math::max);
        mostLeasedByLane.accumulateAndGet(lane.rank(), leasedByLane.incrementAndGet(lane.rank()), Math::max);
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        } finally {
            leasedByLane.decrementAndGet(lane.rank());
            leased.decrementAndGet();
        }
    }

    private void assertNothingIsLeased(RealPool pool) {
        await().until(() -> pool.counts.inUse() == 0
                && pool.waiting() == 0
                && pool.dataSource.getMetrics().activeCount() == 0);
        assertThat(leased).hasValue(0);
        assertThat(pool.ledger.lanes()).allMatch(lane -> lane.inUse() == 0);
        PoolTotals totals = pool.counts.totals();
        assertThat(totals.attempts())
                .isEqualTo(CLIENTS * UNITS)
                .isEqualTo(totals.served()
                        + totals.refusals()
                        + totals.timeouts()
                        + totals.cancellations()
                        + totals.failures());
    }

    private static Request in(Lane lane) {
        return new Request("GET /" + lane.slug(), "", Optional.empty(), lane);
    }
}
