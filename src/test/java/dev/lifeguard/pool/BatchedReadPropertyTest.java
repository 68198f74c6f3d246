package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.RealPool.Settings;
import io.smallrye.mutiny.subscription.Cancellable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/// Requests that are answered by readOne statement: each gets its own result, once.
class BatchedReadPropertyTest {
    private static final int CLIENTS = 16;
    private static final int READS = 40;
    private static final int FAILS_EVERY = 13;

    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger results = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private final BatchedRead<Integer, Integer> doubled = new BatchedRead<>(this::read);

    @BeforeTry
    void reset() {
        wrong.set(0);
        results.set(0);
        statements.set(0);
    }

    @Property(tries = 8)
    void everyRequestGetsItsOwnResultExactlyOnce(@ForAll @IntRange(min = 1, max = 4) int size, @ForAll long seed)
            throws Exception {
        try (RealPool pool = new RealPool(Settings.of("batched", size).acquireWithin(Duration.ofSeconds(60)))) {
            CountDownLatch done = new CountDownLatch(CLIENTS);
            AtomicInteger cancelled = new AtomicInteger();
            for (int request = 0; request < CLIENTS; request++) {
                Random random = new Random(seed + request);
                Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < READS; i++) {
                        readOne(pool, random, cancelled);
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
            await().until(() -> pool.counts.inUse() == 0 && pool.counts.waiting() == 0);
            assertThat(wrong).hasValue(0);
            assertThat(results.get()).isBetween(CLIENTS * READS - cancelled.get(), CLIENTS * READS);
            assertThat(pool.counts.attempts())
                    .isEqualTo(CLIENTS * READS)
                    .isEqualTo(pool.counts.served() + pool.counts.cancellations());
            assertThat(statements.get()).isLessThan(CLIENTS * READS);
        }
    }

    private void readOne(RealPool pool, Random random, AtomicInteger cancelled) {
        int key = random.nextInt(40);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Cancellable request = pool.gate
                .run(doubled, key)
                .subscribe()
                .with(
                        result -> {
                            check(result.equals(expected(key)) && times.incrementAndGet() == 1);
                            over.countDown();
                        },
                        failure -> {
                            check(failure instanceof SQLException && times.incrementAndGet() == 1);
                            over.countDown();
                        });
        if (random.nextInt(8) == 0) {
            cancelled.incrementAndGet();
            request.cancel();
            return;
        }
        try {
            wrong.addAndGet(over.await(60, TimeUnit.SECONDS) ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(boolean right) {
        results.incrementAndGet();
        wrong.addAndGet(right ? 0 : 1);
    }

    private static Optional<Integer> expected(int key) {
        return key % 3 == 0 ? Optional.empty() : Optional.of(2 * key);
    }

    /// Every third key has no value, and some statements fail for all their requests.
    private Map<Integer, Integer> read(Connection connection, List<Integer> keys) throws SQLException {
        int number = statements.incrementAndGet();
        try (PreparedStatement statement = connection.prepareStatement(
                "select k, 2 * k from unnest(?::int[]) k, pg_sleep(0.001) where k % 3 <> 0 and 1 / ? = 1")) {
            statement.setArray(1, connection.createArrayOf("int", keys.toArray()));
            statement.setInt(2, number % FAILS_EVERY == 0 ? 0 : 1);
            Map<Integer, Integer> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getInt(2));
                }
            }
            return found;
        }
    }
}
