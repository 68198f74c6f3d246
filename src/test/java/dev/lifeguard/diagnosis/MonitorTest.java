package dev.lifeguard.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.connections.OpsConnections;
import dev.lifeguard.pool.Queries;
import dev.lifeguard.pool.RealPool;
import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.tasks.RecurringTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What the monitor concludes from a check that failed, and from what requests met with. The pool has a
/// database that answers; the monitor checks a port that does not.
class MonitorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration UNREADY_AFTER = Duration.ofSeconds(30);

    @Test
    void aDatabaseThatDoesNotAnswerIsUnreachable() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                SilentPort silent = new SilentPort();
                RealPool ops = silent.pool()) {
            Monitor monitor = monitor(pool, ops);
            assertAnswered(pool);
            silent.close();
            monitor.check();
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unreachable.class);
        }
    }

    @Test
    void anAnswerThatIsNewerThanAFailedCheckLeavesTheStateUnknown() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                SilentPort silent = new SilentPort();
                RealPool ops = silent.pool()) {
            Monitor monitor = monitor(pool, ops);
            silent.close();
            monitor.check();
            assertAnswered(pool);
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unknown.class);
        }
    }

    /// The check reached a frozen server, which recovered before the check gave up.
    @Test
    void anAnswerDuringACheckThatFailsLaterLeavesTheStateUnknown() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                SilentPort silent = new SilentPort();
                RealPool ops = silent.pool()) {
            Monitor monitor = monitor(pool, ops);
            Thread check = Thread.ofPlatform().start(monitor::check);
            try (Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                assertAnswered(pool);
                silent.close();
            }
            check.join(LIMIT);
            assertThat(check.isAlive()).isFalse();
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unknown.class);
        }
    }

    @Test
    void theNextFailedCheckFindsTheDatabaseUnreachableAgain() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                SilentPort silent = new SilentPort();
                RealPool ops = silent.pool()) {
            Monitor monitor = monitor(pool, ops);
            silent.close();
            monitor.check();
            assertAnswered(pool);
            monitor.check();
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unreachable.class);
        }
    }

    @Test
    void theInstanceIsReadyUntilTheDatabaseHasBeenUnreachableForTheSetTimeAndAgainWhenItAnswers() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource clock = now::get;
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                SilentPort silent = new SilentPort();
                RealPool ops = silent.pool()) {
            Monitor monitor = monitor(pool, ops, clock.withZone(ZoneOffset.UTC));
            silent.close();
            monitor.check();
            now.set(Instant.EPOCH.plus(UNREADY_AFTER).minusMillis(1));
            assertThat(monitor.isReady()).isTrue();
            now.set(Instant.EPOCH.plus(UNREADY_AFTER));
            assertThat(monitor.isReady()).isFalse();
            assertAnswered(pool);
            assertThat(monitor.isReady()).isTrue();
        }
    }

    private static void assertAnswered(RealPool pool) {
        assertThat(pool.gate.run(Queries::trivial).await().atMost(LIMIT)).isEqualTo(1);
    }

    private static Monitor monitor(RealPool pool, RealPool ops) {
        return monitor(pool, ops, Clock.systemUTC());
    }

    private static Monitor monitor(RealPool pool, RealPool ops, Clock clock) {
        return new Monitor(
                new OpsConnections(ops.dataSource),
                pool.connections,
                pool.counts,
                new TestSettings(),
                clock,
                new RecurringTasks());
    }

    @Test
    void aPoolThatIsRejectedOverrulesAMonitorThatKeptItsConnection() throws Exception {
        try (RealPool ops = new RealPool(Settings.of("rejected-ops", 1));
                RealPool pool =
                        new RealPool(Settings.of("rejected", 3).acquireWithin(LIMIT), RealPool.roleThatMayHave(0))) {
            Monitor monitor = monitor(pool, ops);
            PoolView view = new PoolView(
                    pool.connections,
                    pool.counts,
                    new Percentages(),
                    monitor,
                    pool.peaks,
                    Clock.systemUTC(),
                    pool.ledger);
            monitor.check();
            assertThat(view.diagnosis().cause()).isEmpty();
            assertThat(pool.gate
                            .run(Queries::trivial)
                            .onFailure()
                            .recoverWithItem(0)
                            .await()
                            .atMost(LIMIT))
                    .isZero();
            assertThat(view.diagnosis().cause()).contains(Cause.DATABASE_REJECTS);
            assertThat(view.diagnosis().status()).isEqualTo(Diagnosis.Status.ERROR);
        }
    }

    private record Percentages() implements ThresholdSettings {
        @Override
        public int warnPercent() {
            return 60;
        }

        @Override
        public int criticalPercent() {
            return 80;
        }
    }

    private record TestSettings() implements MonitorSettings {
        @Override
        public Duration slowQuery() {
            return Duration.ofMillis(500);
        }

        @Override
        public Duration unreadyAfter() {
            return UNREADY_AFTER;
        }
    }

    /// A port that accepts connections and never answers; once closed, it refuses them.
    private static final class SilentPort implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        SilentPort() throws IOException {}

        RealPool pool() throws SQLException {
            return new RealPool(
                    Settings.of("monitor-ops", 1),
                    "postgresql://nobody:none@127.0.0.1:" + socket.getLocalPort() + "/db");
        }

        /// Waits for the first connection.
        Socket accept() throws IOException {
            return socket.accept();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
