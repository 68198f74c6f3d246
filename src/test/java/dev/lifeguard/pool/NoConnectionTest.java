package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.SqlState;
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

/// A pool that cannot open a connection is not busy. The clock of the gate is advanced by hand, and a
/// failed attempt is reported only after the request has timed out, as happens on a slow machine.
class NoConnectionTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Settings SHORT_TIMEOUT = Settings.of("none-opens", 3).acquireWithin(Duration.ofMillis(1));

    @Test
    void aTimedOutRequestGetsTheReasonWhenTheServerRefusesEveryConnection() throws Exception {
        try (RealPool pool = refused();
                LateConnections connections = new LateConnections(pool.dataSource)) {
            Gate gate = gate(pool, connections);
            CompletableFuture<Integer> unit = gate.run(Queries::trivial).subscribeAsCompletionStage();
            connections.refused.await();
            tickUntilDone(gate, unit);
            assertThat(SqlState.of(unit.exceptionNow())).contains("53300");
            assertThat(pool.counts.totals().failures()).isEqualTo(1);
            assertThat(pool.counts.totals().timeouts()).isZero();
            assertThat(pool.counts.waiting()).isZero();
        }
    }

    @Test
    void aTimedOutRequestGetsAConnectionFailureWhenTheServerIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RealPool pool = new RealPool(
                        longTimeout(), "postgresql://nobody:none@127.0.0.1:" + silent.getLocalPort() + "/db");
                LateConnections connections = new LateConnections(pool.dataSource)) {
            Gate gate = gate(pool, connections);
            CompletableFuture<Integer> unit = gate.run(Queries::trivial).subscribeAsCompletionStage();
            try (Socket connected = silent.accept()) {
                tickUntilDone(gate, unit);
                assertThat(connected.isConnected()).isTrue();
            }
            assertThat(SqlState.of(unit.exceptionNow()).orElseThrow()).startsWith("08");
        }
    }

    private static Settings longTimeout() {
        return Settings.of("none-opens", 3).acquireWithin(LIMIT);
    }

    private static RealPool refused() throws SQLException {
        return new RealPool(longTimeout(), RealPool.roleThatMayHave(0));
    }

    /// A gate without a clock, whose requests time out soon.
    private static Gate gate(RealPool pool, ConnectionSource connections) {
        Gate gate = new Gate(connections, SHORT_TIMEOUT, pool.counts, pool.timings);
        gate.open();
        return gate;
    }

    private static void tickUntilDone(Gate gate, CompletableFuture<?> unit) {
        await().atMost(LIMIT).until(() -> {
            gate.tick();
            return unit.isDone();
        });
    }

    /// Reports a failed attempt late.
    private static final class LateConnections extends ConnectionSource implements AutoCloseable {
        final CountDownLatch refused = new CountDownLatch(1);
        private final CountDownLatch late = new CountDownLatch(1);

        LateConnections(AgroalDataSource dataSource) {
            super(dataSource);
        }

        @Override
        public Connection borrow() throws SQLException {
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
