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

/// Those who are answered together: each gets its own answer, once.
class BatchedReadPropertyTest {
    private static final int CLIENTS = 16;
    private static final int ASKED = 40;
    private static final int FAILS = 13;

    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private final BatchedRead<Integer, Integer> doubled = new BatchedRead<>(this::ask);

    @BeforeTry
    void nobodyHasAsked() {
        wrong.set(0);
        answers.set(0);
        statements.set(0);
    }

    @Property(tries = 8)
    void everyKeyGetsItsOwnAnswerExactlyOnce(@ForAll @IntRange(min = 1, max = 4) int size, @ForAll long seed)
            throws Exception {
        try (RealPool pool = new RealPool(Settings.of("together", size).acquireWithin(Duration.ofSeconds(60)))) {
            CountDownLatch done = new CountDownLatch(CLIENTS);
            AtomicInteger left = new AtomicInteger();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed + client);
                Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < ASKED; i++) {
                        one(pool, random, left);
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
            await().until(() -> pool.counts.inUse() == 0 && pool.counts.waiting() == 0);
            assertThat(wrong).hasValue(0);
            assertThat(answers.get()).isBetween(CLIENTS * ASKED - left.get(), CLIENTS * ASKED);
            assertThat(pool.counts.attempts())
                    .isEqualTo(CLIENTS * ASKED)
                    .isEqualTo(pool.counts.served() + pool.counts.cancellations());
            assertThat(statements.get()).isLessThan(CLIENTS * ASKED);
        }
    }

    private void one(RealPool pool, Random random, AtomicInteger left) {
        int key = random.nextInt(40);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Cancellable client = pool.gate
                .run(doubled, key)
                .subscribe()
                .with(
                        answer -> {
                            check(answer.equals(expected(key)) && times.incrementAndGet() == 1);
                            over.countDown();
                        },
                        failure -> {
                            check(failure instanceof SQLException && times.incrementAndGet() == 1);
                            over.countDown();
                        });
        if (random.nextInt(8) == 0) {
            left.incrementAndGet();
            client.cancel();
            return;
        }
        try {
            wrong.addAndGet(over.await(60, TimeUnit.SECONDS) ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(boolean right) {
        answers.incrementAndGet();
        wrong.addAndGet(right ? 0 : 1);
    }

    private static Optional<Integer> expected(int key) {
        return key % 3 == 0 ? Optional.empty() : Optional.of(2 * key);
    }

    /// Every third key has no answer, and now and then all fail together.
    private Map<Integer, Integer> ask(Connection connection, List<Integer> keys) throws SQLException {
        int number = statements.incrementAndGet();
        try (PreparedStatement statement = connection.prepareStatement(
                "select k, 2 * k from unnest(?::int[]) k, pg_sleep(0.001) where k % 3 <> 0 and 1 / ? = 1")) {
            statement.setArray(1, connection.createArrayOf("int", keys.toArray()));
            statement.setInt(2, number % FAILS == 0 ? 0 : 1);
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
