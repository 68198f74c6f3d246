package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.pool.RealPool.Settings;
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
class WatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration UNREADY_AFTER = Duration.ofSeconds(30);

    @Test
    void aDatabaseThatDoesNotAnswerIsUnreachable() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("watch", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Watch watch = watch(pool, beside);
            answered(pool);
            silence.close();
            watch.look();
            assertThat(watch.seen()).isInstanceOf(DatabaseState.Unreachable.class);
        }
    }

    @Test
    void anAnswerThatIsNewerThanAFailedLookLeavesTheStateUnknown() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("watch", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Watch watch = watch(pool, beside);
            silence.close();
            watch.look();
            answered(pool);
            assertThat(watch.seen()).isInstanceOf(DatabaseState.Unknown.class);
        }
    }

    /// It was sent to a frozen server, which has come back before the look gave up.
    @Test
    void anAnswerDuringALookThatFailsInTheEndLeavesTheStateUnknown() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("watch", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Watch watch = watch(pool, beside);
            Thread look = Thread.ofPlatform().start(watch::look);
            try (Socket asked = silence.accept()) {
                assertThat(asked.isConnected()).isTrue();
                answered(pool);
                silence.close();
            }
            look.join(PATIENCE);
            assertThat(look.isAlive()).isFalse();
            assertThat(watch.seen()).isInstanceOf(DatabaseState.Unknown.class);
        }
    }

    @Test
    void theNextLookThatFailsFindsItUnreachableAgain() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("watch", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Watch watch = watch(pool, beside);
            silence.close();
            watch.look();
            answered(pool);
            watch.look();
            assertThat(watch.seen()).isInstanceOf(DatabaseState.Unreachable.class);
        }
    }

    @Test
    void itIsReadyUntilTheDatabaseHasBeenUnreachableForAsLongAsIsSetAndAgainWhenItAnswers() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource clock = now::get;
        try (RealPool pool = new RealPool(Settings.of("watch", 1));
                Silence silence = new Silence();
                RealPool beside = silence.pool()) {
            Watch watch = new Watch(
                    beside.dataSource, pool.dataSource, pool.counts, new Patience(), clock.withZone(ZoneOffset.UTC));
            silence.close();
            watch.look();
            now.set(Instant.EPOCH.plus(UNREADY_AFTER).minusMillis(1));
            assertThat(watch.isReady()).isTrue();
            now.set(Instant.EPOCH.plus(UNREADY_AFTER));
            assertThat(watch.isReady()).isFalse();
            answered(pool);
            assertThat(watch.isReady()).isTrue();
        }
    }

    private static void answered(RealPool pool) {
        assertThat(pool.gate.run(GateTest::trivialQuery).await().atMost(PATIENCE))
                .isEqualTo(1);
    }

    static Watch watch(RealPool pool, RealPool beside) {
        return new Watch(beside.dataSource, pool.dataSource, pool.counts, new Patience(), Clock.systemUTC());
    }

    private record Patience() implements WatchSettings {
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
                    Settings.of("watch-ops", 1), "postgresql://nobody:none@127.0.0.1:" + socket.getLocalPort() + "/db");
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
