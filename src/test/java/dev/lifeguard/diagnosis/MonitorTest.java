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

/// What the watch makes of a look that failed, beside what requests meet with. The pool has a database that answers;
/// the watch looks at a port behind which nobody answers.
class MonitorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration UNREADY_AFTER = Duration.ofSeconds(30);

    @Test
    void aDatabaseThatDoesNotAnswerIsUnreachable() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Monitor monitor = monitor(pool, beside);
            answered(pool);
            silence.close();
            monitor.look();
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unreachable.class);
        }
    }

    @Test
    void anAnswerThatIsNewerThanAFailedLookLeavesTheStateUnknown() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Monitor monitor = monitor(pool, beside);
            silence.close();
            monitor.look();
            answered(pool);
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unknown.class);
        }
    }

    /// It was sent to a frozen server, which has come back before the look gave up.
    @Test
    void anAnswerDuringALookThatFailsInTheEndLeavesTheStateUnknown() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Monitor monitor = monitor(pool, beside);
            Thread look = Thread.ofPlatform().start(monitor::look);
            try (Socket asked = silence.accept()) {
                assertThat(asked.isConnected()).isTrue();
                answered(pool);
                silence.close();
            }
            look.join(PATIENCE);
            assertThat(look.isAlive()).isFalse();
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unknown.class);
        }
    }

    @Test
    void theNextLookThatFailsFindsItUnreachableAgain() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Monitor monitor = monitor(pool, beside);
            silence.close();
            monitor.look();
            answered(pool);
            monitor.look();
            assertThat(monitor.seen()).isInstanceOf(DatabaseState.Unreachable.class);
        }
    }

    @Test
    void itIsReadyUntilTheDatabaseHasBeenUnreachableForAsLongAsIsSetAndAgainWhenItAnswers() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource clock = now::get;
        try (RealPool pool = new RealPool(Settings.of("monitor", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Monitor monitor = monitor(pool, beside, clock.withZone(ZoneOffset.UTC));
            silence.close();
            monitor.look();
            now.set(Instant.EPOCH.plus(UNREADY_AFTER).minusMillis(1));
            assertThat(monitor.isReady()).isTrue();
            now.set(Instant.EPOCH.plus(UNREADY_AFTER));
            assertThat(monitor.isReady()).isFalse();
            answered(pool);
            assertThat(monitor.isReady()).isTrue();
        }
    }

    private static void answered(RealPool pool) {
        assertThat(pool.gate.run(Queries::trivial).await().atMost(PATIENCE)).isEqualTo(1);
    }

    private static Monitor monitor(RealPool pool, RealPool beside) {
        return monitor(pool, beside, Clock.systemUTC());
    }

    private static Monitor monitor(RealPool pool, RealPool beside, Clock clock) {
        return new Monitor(
                new OpsConnections(beside.dataSource),
                pool.connections,
                pool.counts,
                new Limits(),
                clock,
                new RecurringTasks());
    }

    @Test
    void aPoolThatIsRejectedOverrulesAMonitorThatKeptItsConnection() throws Exception {
        try (RealPool beside = new RealPool(Settings.of("rejected-ops", 1));
                RealPool pool =
                        new RealPool(Settings.of("rejected", 3).acquireWithin(PATIENCE), RealPool.roleThatMayHave(0))) {
            Monitor monitor = monitor(pool, beside);
            PoolView view = new PoolView(
                    pool.connections,
                    pool.counts,
                    new Percentages(),
                    monitor,
                    pool.peaks,
                    Clock.systemUTC(),
                    pool.ledger);
            monitor.look();
            assertThat(view.diagnosis().cause()).isEmpty();
            assertThat(pool.gate
                            .run(Queries::trivial)
                            .onFailure()
                            .recoverWithItem(0)
                            .await()
                            .atMost(PATIENCE))
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

    private record Limits() implements MonitorSettings {
        @Override
        public Duration slowQuery() {
            return Duration.ofMillis(500);
        }

        @Override
        public Duration unreadyAfter() {
            return UNREADY_AFTER;
        }
    }

    /// A port that takes connections and says nothing; once closed, it refuses them.
    private static final class Silence implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Silence() throws IOException {}

        RealPool pool() throws SQLException {
            return new RealPool(
                    Settings.of("monitor-ops", 1),
                    "postgresql://nobody:none@127.0.0.1:" + socket.getLocalPort() + "/db");
        }

        /// Waits for the first who asks.
        Socket accept() throws IOException {
            return socket.accept();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
