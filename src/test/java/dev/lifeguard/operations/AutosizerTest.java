package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.advice.Advisor;
import dev.lifeguard.advice.Autosizing;
import dev.lifeguard.advice.AutosizingPace;
import dev.lifeguard.advice.ServerRoom;
import dev.lifeguard.history.Event;
import dev.lifeguard.history.History;
import dev.lifeguard.history.LeaseTimes;
import dev.lifeguard.pool.RealPool;
import dev.lifeguard.pool.RealPool.Settings;
import dev.lifeguard.work.Request;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Autosizing of a real pool. The load of a day is recorded second by second under a simulated clock, so that the
/// measurement, the advice and the resizing are real and the result is always the same.
class AutosizerTest {
    private static final int FLOOR = 2;
    private static final int CEILING = 12;
    private static final int HOUR_SECONDS = 300;
    private static final int ADVICE_SECONDS = 5;
    private static final double MEAN_LEASE_NANOS = 20e6;
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final Advisor ADVISOR = new Advisor(Duration.ofMillis(10));
    private static final LeaseTimes NO_LEASES = new LeaseTimes(0, Duration.ZERO, 1);

    private final RecentDemand recent = new RecentDemand(RecentDemand.Windows.NORMAL);
    private final History history = new History();
    private final Random random = new Random(7);
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void thePoolFollowsTheLoadOfADayWithoutOscillating() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("day", FLOOR))) {
            Autosizer autosizer = autosizer(pool);
            for (int second = 0; second < 24 * HOUR_SECONDS; second++) {
                Instant now = START.plusSeconds(second);
                recent.add(second(pool, now, requests(perSecond((double) second / HOUR_SECONDS))));
                if (second % ADVICE_SECONDS == 0) {
                    follow(pool, autosizer, now);
                }
            }
        }
        assertThat(sizes).allMatch(size -> size >= FLOOR && size <= CEILING);
        assertThat(sizes.get(sizes.size() / 2)).isGreaterThan(sizes.getFirst()).isGreaterThan(sizes.getLast());
        assertThat(reversals()).isEqualTo(1);
        assertThat(history.snapshot(START).events())
                .isNotEmpty()
                .allMatch(event -> event.kind() == Event.Kind.AUTOSIZE);
    }

    @Test
    void thePoolShrinksAtOnceToWhatTheServerAllows() throws Exception {
        try (RealPool pool = new RealPool(Settings.of("allowed", 8), RealPool.roleThatMayHave(3))) {
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
        Autosizing autosizing = new Autosizing(Autosizing.Mode.ON, FLOOR, CEILING, AutosizingPace.NORMAL);
        return new Autosizer(autosizing, new PoolResizer(pool.connections, pool.gate), history);
    }

    private static boolean waitFor(CountDownLatch end) throws SQLException {
        try {
            return end.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    /// Little at night, most at noon.
    private static double perSecond(double hour) {
        return 50 + 110 * Math.pow(Math.max(0, Math.sin((hour - 4) / 16 * Math.PI)), 2);
    }

    /// A Poisson number of requests, approximately.
    private int requests(double expected) {
        return (int) Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
    }

    /// Records a second in which so many requests were served, with exponential lease times.
    private Second second(RealPool pool, Instant now, int requests) {
        for (int i = 0; i < requests; i++) {
            long nanos = (long) (-Math.log(1 - random.nextDouble()) * MEAN_LEASE_NANOS);
            pool.timings.served(Request.INTERNAL, 0, nanos, nanos);
        }
        return new Second(requests, requests, 0, 0, 0, pool.timings.roll(now).holdMeanMs());
    }

    private void follow(RealPool pool, Autosizer autosizer, Instant now) {
        LeaseTimes leases = pool.timings.recentLeases().orElse(NO_LEASES);
        ServerRoom room = new ServerRoom(0, pool.maxConnections(), Optional.of(50), 1);
        autosizer.follow(ADVISOR.advise(recent.recent(leases), room, recent.observations()), now);
        assertThat(new PoolResizer(pool.connections, pool.gate).bounds().max()).isEqualTo(pool.maxConnections());
        sizes.add(pool.maxConnections());
    }

    /// How often growth was followed by shrinking, or the reverse.
    private int reversals() {
        int reversals = 0;
        int direction = 0;
        for (int i = 1; i < sizes.size(); i++) {
            int step = Integer.signum(sizes.get(i) - sizes.get(i - 1));
            if (step != 0) {
                reversals += direction != 0 && step != direction ? 1 : 0;
                direction = step;
            }
        }
        return reversals;
    }
}
