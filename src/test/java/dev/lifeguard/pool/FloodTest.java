package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.http.Caller;
import dev.lifeguard.http.Lane;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.pool.RealPool.Settings;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whether the many of one lane can keep the few of another from their connections. The floods sleep on the server, so
/// that the processor is not what is short.
class FloodTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FLOODERS = 100;
    private static final int SAMPLES = 300;
    private static final int ROUNDS = 3;
    private static final Duration BETWEEN = Duration.ofMillis(1);
    private static final Duration SMALL = Duration.ofMillis(5);

    @ParameterizedTest
    @EnumSource(names = {"DASHBOARDS", "BULK"})
    void aFloodInALowerLaneKeepsNoInteractiveRequestWaiting(Lane lane) throws Exception {
        try (RealPool pool = new RealPool(Settings.of("flood-" + lane.slug(), 10))) {
            waits(pool, SAMPLES);
            Duration alone = best(pool);
            try (Flood flood = new Flood(pool, lane)) {
                flood.awaitBegun();
                Duration beside = best(pool);
                System.out.printf(
                        "p99 of the wait in lane interactive: %d us alone, %d us beside %d requests in lane %s (%d done)%n",
                        alone.toNanos() / 1000, beside.toNanos() / 1000, FLOODERS, lane.slug(), flood.done.sum());
                Duration twice = alone.multipliedBy(2);
                assertThat(beside).isLessThan(twice.compareTo(SMALL) > 0 ? twice : SMALL);
                assertThat(flood.done.sum()).isPositive();
            }
            assertThat(pool.counts.inUse()).isZero();
            assertThat(pool.counts.waiting()).isZero();
        }
    }

    @Test
    void whoIsForeseenToWaitInVainIsRefusedAtOnceAndToldWhenToComeBack() throws Exception {
        Settings settings = Settings.of("foreseen", 1).acquireWithin(Duration.ofSeconds(1));
        try (RealPool pool = new RealPool(settings)) {
            for (int i = 0; i < 20; i++) {
                run(pool, Lane.INTERACTIVE, connection -> sleep(connection, "0.05"))
                        .await()
                        .atMost(PATIENCE);
            }
            CountDownLatch ended = new CountDownLatch(60);
            for (int i = 0; i < 60; i++) {
                run(pool, Lane.INTERACTIVE, connection -> sleep(connection, "0.05"))
                        .subscribe()
                        .with(done -> ended.countDown(), failure -> ended.countDown());
            }
            await().pollInterval(Duration.ofMillis(10)).until(() -> isStanding(pool));
            long asked = System.nanoTime();
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() ->
                            run(pool, Lane.INTERACTIVE, connection -> 1).await().atMost(PATIENCE))
                    .satisfies(e -> {
                        assertThat(e.problem().kind()).isEqualTo(ProblemKind.POOL_BUSY);
                        assertThat(e.problem().detail()).contains("expected to come free", "1000 ms");
                        assertThat(e.problem().retryAfter().orElseThrow())
                                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(200));
            assertThat(pool.counts.refusals()).isEqualTo(1);
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Whether somebody has waited for long enough that the queue says something.
    private static boolean isStanding(RealPool pool) {
        return pool.ledger.waiting(1).stream().anyMatch(first -> first.waited().compareTo(Duration.ofMillis(200)) > 0);
    }

    private static Duration best(RealPool pool) {
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < ROUNDS; round++) {
            long[] nanos = waits(pool, SAMPLES);
            Duration p99 = Duration.ofNanos(nanos[nanos.length * 99 / 100]);
            best = p99.compareTo(best) < 0 ? p99 : best;
        }
        return best;
    }

    /// How long one request after the other waits, sorted. A moment lies between them, so that they meet the flood in
    /// many of its states.
    private static long[] waits(RealPool pool, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            long asked = System.nanoTime();
            nanos[i] = run(pool, Lane.INTERACTIVE, connection -> {
                        long had = System.nanoTime();
                        GateTest.trivialQuery(connection);
                        return had - asked;
                    })
                    .await()
                    .atMost(PATIENCE);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static int sleep(Connection connection, String seconds) throws SQLException {
        return GateTest.number(connection, "select 1 from pg_sleep(" + seconds + ")");
    }

    private static <T> Uni<T> run(RealPool pool, Lane lane, Work<T> work) {
        Caller caller = new Caller("GET /" + lane.slug(), "", Optional.empty(), lane);
        return pool.gate.run(() -> caller, work);
    }

    /// Requests that come again as soon as they are answered.
    private static final class Flood implements AutoCloseable {
        private final RealPool pool;
        private final Lane lane;
        private final LongAdder done = new LongAdder();
        private final CountDownLatch begun = new CountDownLatch(2);
        private final CountDownLatch ended = new CountDownLatch(FLOODERS);
        private volatile boolean over;

        Flood(RealPool pool, Lane lane) {
            this.pool = pool;
            this.lane = lane;
            for (int i = 0; i < FLOODERS; i++) {
                next();
            }
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        private void next() {
            if (over) {
                ended.countDown();
                return;
            }
            run(pool, lane, connection -> {
                        begun.countDown();
                        return sleep(connection, "0.1");
                    })
                    .subscribe()
                    .with(
                            answer -> {
                                done.increment();
                                next();
                            },
                            failure -> ended.countDown());
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }
}
