package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.RealPool.Settings;
import io.agroal.api.AgroalDataSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A pool that cannot open a connection is not busy. Here the clock is turned by hand, and whoever asks for a
/// connection hears of the failure only after the client's time is over, as it happens with a slow machine.
class NoneOpensTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Settings HASTY = Settings.of("none-opens", 3).acquireWithin(Duration.ofMillis(1));

    @Test
    void whoWaitedInVainForAServerThatRefusesAllIsToldWhatItSaid() throws Exception {
        try (RealPool pool = refused();
                LateLender lender = new LateLender(pool.dataSource)) {
            Gate gate = gate(pool, lender);
            CompletableFuture<Integer> unit = gate.run(GateTest::trivialQuery).subscribeAsCompletionStage();
            lender.refused.await();
            tickUntilDone(gate, unit);
            assertThat(SqlState.of(unit.exceptionNow())).contains("53300");
            assertThat(pool.counts.totals().failures()).isEqualTo(1);
            assertThat(pool.counts.totals().timeouts()).isZero();
            assertThat(pool.counts.waiting()).isZero();
        }
    }

    @Test
    void whoWaitedInVainForAServerThatSaysNothingIsToldThatItIsUnreachable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RealPool pool =
                        new RealPool(patient(), "postgresql://nobody:none@127.0.0.1:" + silent.getLocalPort() + "/db");
                LateLender lender = new LateLender(pool.dataSource)) {
            Gate gate = gate(pool, lender);
            CompletableFuture<Integer> unit = gate.run(GateTest::trivialQuery).subscribeAsCompletionStage();
            try (Socket asked = silent.accept()) {
                tickUntilDone(gate, unit);
                assertThat(asked.isConnected()).isTrue();
            }
            assertThat(SqlState.of(unit.exceptionNow()).orElseThrow()).startsWith("08");
        }
    }

    @Test
    void aWatchThatIsAnsweredOnAConnectionItKeptDoesNotHideThatThePoolIsTurnedAway() throws Exception {
        try (RealPool beside = new RealPool(Settings.of("none-opens-ops", 1));
                RealPool pool = refused()) {
            Watch watch = WatchTest.watch(pool, beside);
            Pool health = pool.health(watch);
            watch.look();
            assertThat(health.verdict().cause()).isEmpty();
            assertThat(pool.gate
                            .run(GateTest::trivialQuery)
                            .onFailure()
                            .recoverWithItem(0)
                            .await()
                            .atMost(PATIENCE))
                    .isZero();
            assertThat(health.verdict().cause()).contains(Cause.DATABASE_REJECTS);
            assertThat(health.verdict().status()).isEqualTo(Verdict.Status.ERROR);
        }
    }

    private static Settings patient() {
        return Settings.of("none-opens", 3).acquireWithin(PATIENCE);
    }

    private static RealPool refused() throws SQLException {
        return new RealPool(patient(), RealPool.roleThatMayHave(0));
    }

    /// One without a clock, whose clients have little time.
    private static Gate gate(RealPool pool, Lender lender) {
        Gate gate = new Gate(lender, HASTY, pool.counts, new PoolTimings(pool.timings), pool.dataSource);
        gate.open();
        return gate;
    }

    private static void tickUntilDone(Gate gate, CompletableFuture<?> unit) {
        await().atMost(PATIENCE).until(() -> {
            gate.tick();
            return unit.isDone();
        });
    }

    /// Keeps from whoever asks that it was in vain.
    private static final class LateLender extends Lender implements AutoCloseable {
        final CountDownLatch refused = new CountDownLatch(1);
        private final CountDownLatch late = new CountDownLatch(1);

        LateLender(AgroalDataSource dataSource) {
            super(dataSource);
        }

        @Override
        Connection borrow() throws SQLException {
            try {
                return super.borrow();
            } catch (SQLException e) {
                refused.countDown();
                awaitLate();
                throw e;
            }
        }

        private void awaitLate() {
            try {
                late.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            late.countDown();
        }
    }
}
