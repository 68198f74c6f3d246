package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.advice.Advisor;
import dev.lifeguard.advice.Autosizing;
import dev.lifeguard.advice.AutosizingPace;
import dev.lifeguard.advice.ServerRoom;
import dev.lifeguard.history.Event;
import dev.lifeguard.history.History;
import dev.lifeguard.history.LastSecond;
import dev.lifeguard.history.LeaseTimes;
import dev.lifeguard.pool.PoolTotals;
import dev.lifeguard.pool.RealPool;
import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Autosizing of a real pool: load, measurement, advice and resizing are all real, only quicker than in a day.
class AutosizerTest {
    private static final int DAYS = 5;
    private static final int FLOOR = 2;
    private static final int CEILING = 12;
    private static final AutosizingPace QUICK =
            new AutosizingPace(Duration.ofMillis(400), Duration.ofSeconds(2), Duration.ofSeconds(2));
    private static final Duration HOUR = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final RecentDemand.Windows SHORT = new RecentDemand.Windows(10, 10, 5, 5, LOOK);
    private static final Advisor ADVISOR = new Advisor(Duration.ofMillis(10));
    private static final LeaseTimes NO_HOLDS = new LeaseTimes(0, Duration.ZERO, 1);

    private RecentDemand demands = new RecentDemand(SHORT);
    private History history = new History();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Integer> sizes = new ArrayList<>();
    private PoolTotals before = new PoolTotals(0, 0, 0, 0, 0, 0, 0, 0);

    /// On a machine that stands still for a while the load is another one, and the pool is right to follow that: then
    /// there is another day. Without a clock the same is shown by `AutosizingDayTest`.
    @Test
    void thePoolFollowsTheLoadOfADayAndSettlesWithoutSwinging() throws Exception {
        List<String> days = new ArrayList<>();
        while (days.size() < DAYS && !aDay(days)) {
            demands = new RecentDemand(SHORT);
            history = new History();
            before = new PoolTotals(0, 0, 0, 0, 0, 0, 0, 0);
            sizes.clear();
        }
        assertThat(days).as("sizes in days that did not go well").hasSizeLessThan(DAYS);
    }

    /// @return whether the pool followed the load and did not swing
    private boolean aDay(List<String> days) throws Exception {
        try (RealPool pool = new RealPool(Settings.of("day", FLOOR))) {
            Autosizer autosizer = autosizer(pool);
            Random random = new Random(7);
            Instant begun = Instant.now();
            Instant looked = begun;
            for (double hour = 0; hour < 24; hour = hoursSince(begun)) {
                ask(pool, 0.02);
                LockSupport.parkNanos((long) (-Math.log(1 - random.nextDouble()) / perSecond(hour) * 1e9));
                if (Duration.between(looked, Instant.now()).compareTo(LOOK) >= 0) {
                    looked = Instant.now();
                    look(pool, autosizer);
                }
            }
            await().until(() -> pool.counts.inUse() == 0 && pool.waiting() == 0);
            int noon = sizes.subList(sizes.size() * 10 / 24, sizes.size() * 15 / 24).stream()
                    .mapToInt(size -> size)
                    .max()
                    .orElseThrow();
            assertThat(sizes).allMatch(size -> size >= FLOOR && size <= CEILING);
            assertThat(failed).hasValue(0);
            assertThat(pool.counts.totals().served())
                    .isEqualTo(pool.counts.totals().attempts());
            boolean well = noon >= 5 && sizes.getLast() < noon && turns() <= 2;
            if (!well) {
                days.add(sizes.toString());
            }
            assertThat(!well || told()).as("what was done is in the history").isTrue();
            return well;
        }
    }

    private boolean told() {
        return history.snapshot(Instant.now()).events().stream().anyMatch(event -> event.kind() == Event.Kind.AUTOSIZE);
    }

    @Test
    void thePoolShrinksAtOnceToWhatTheServerGrants() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("granted", 8), RealPool.roleThatMayHave(3))) {
            Autosizer autosizer = autosizer(pool);
            long begun = System.nanoTime();
            CountDownLatch end = new CountDownLatch(1);
            for (int i = 0; i < 8; i++) {
                pool.run(Request.INTERNAL, connection -> waitFor(end))
                        .subscribe()
                        .with(done -> {}, failure -> failed.incrementAndGet());
            }
            await().until(() -> pool.counts.anyTooManySince(begun) && pool.counts.inUse() == 3);
            autosizer.refused(pool.counts.inUse(), Instant.now());
            assertThat(pool.maxConnections()).isEqualTo(3);
            assertThat(new PoolResizer(pool.connections, pool.gate).bounds().max())
                    .isEqualTo(3);
            end.countDown();
            await().until(() -> pool.counts.totals().served() == 8);
            assertThat(failed).hasValue(0);
            assertThat(autosizer.standing().reason()).contains("from 8 to 3");
        }
    }

    private Autosizer autosizer(RealPool pool) {
        PoolResizer resizing = new PoolResizer(pool.connections, pool.gate);
        return new Autosizer(new Autosizing(Autosizing.Mode.ON, FLOOR, CEILING, QUICK), resizing, history);
    }

    private void ask(RealPool pool, double seconds) {
        pool.run(Request.INTERNAL, connection -> sleep(connection, seconds))
                .subscribe()
                .with(done -> {}, failure -> failed.incrementAndGet());
    }

    private static boolean sleep(Connection connection, double seconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("select pg_sleep(" + seconds + ")");
        }
    }

    private static boolean waitFor(CountDownLatch end) throws SQLException {
        try {
            return end.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private void look(RealPool pool, Autosizer autosizer) {
        LastSecond times = pool.timings.roll(Instant.now());
        PoolTotals now = pool.counts.totals();
        demands.add(Second.between(before, now, times.holdMeanMs()));
        before = now;
        ServerRoom room = new ServerRoom(0, pool.maxConnections(), Optional.of(50), 1);
        autosizer.follow(
                ADVISOR.advise(demands.demand(pool.timings.holds().orElse(NO_HOLDS)), room, demands.observations()),
                Instant.now());
        sizes.add(pool.maxConnections());
    }

    private static double hoursSince(Instant begun) {
        return Duration.between(begun, Instant.now()).toNanos() / (double) HOUR.toNanos();
    }

    /// Little at night, most at noon.
    private static double perSecond(double hour) {
        return 50 + 110 * Math.pow(Math.max(0, Math.sin((hour - 4) / 16 * Math.PI)), 2);
    }

    private int turns() {
        int turns = 0;
        int direction = 0;
        for (int i = 1; i < sizes.size(); i++) {
            int step = Integer.signum(sizes.get(i) - sizes.get(i - 1));
            if (step != 0) {
                turns += direction != 0 && step != direction ? 1 : 0;
                direction = step;
            }
        }
        return turns;
    }
}
