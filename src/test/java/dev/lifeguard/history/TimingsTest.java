package dev.lifeguard.history;

import static dev.lifeguard.history.Requests.IMPORTER;
import static dev.lifeguard.history.Requests.READER;
import static dev.lifeguard.history.Requests.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.lifeguard.work.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimingsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Timings timings = new Timings();

    @Test
    void withoutRequestsAllFiguresAreEmpty() {
        TimingsSnapshot snapshot = timings.snapshot();

        assertThat(snapshot.overall().sinceStart()).isEqualTo(new WaitAndHold(Percentiles.NONE, Percentiles.NONE));
        assertThat(snapshot.lanes()).containsOnlyKeys("interactive", "dashboards", "bulk");
        assertThat(snapshot.routes()).isEmpty();
        assertThat(timings.recentLeases()).isEmpty();
        assertThat(timings.roll(START)).isEqualTo(new LastSecond(0, 0, 0));
    }

    @Test
    void routesAddUpToLanesAndLanesToTheWhole() {
        timings.served(READER, millis(1), millis(10), millis(10));
        timings.served(WRITER, millis(2), millis(20), millis(20));
        timings.served(IMPORTER, millis(3), millis(300), millis(300));

        TimingsSnapshot snapshot = timings.snapshot();

        assertThat(snapshot.routes())
                .extracting(RouteTimings::route)
                .containsExactly(IMPORTER.route(), WRITER.route(), READER.route());
        assertThat(snapshot.routes()).extracting(RouteTimings::lane).contains(Lane.BULK, Lane.INTERACTIVE);
        assertMean(snapshot.routes().get(1).sinceStart().waits(), 1, 2);
        assertMean(snapshot.lanes().get("interactive").sinceStart().holds(), 2, 15);
        assertMean(snapshot.lanes().get("bulk").lastMinute().holds(), 1, 300);
        assertMean(snapshot.overall().lastMinute().waits(), 3, 2);
        assertMean(snapshot.overall().sinceStart().holds(), 3, 110);
    }

    @Test
    void percentilesAreAccurateToOnePercentAndNeverTooLow() {
        IntStream.rangeClosed(1, 1000).forEach(i -> timings.served(READER, 0, millis(i), 0));

        Percentiles holds = timings.snapshot().overall().lastMinute().holds();

        assertThat(holds.p50Ms()).isBetween(500.0, 505.0);
        assertThat(holds.p95Ms()).isBetween(950.0, 959.5);
        assertThat(holds.p99Ms()).isBetween(990.0, 999.9);
        assertThat(holds.maxMs()).isBetween(1000.0, 1010.0);
        assertThat(holds.meanMs()).isCloseTo(500.5, withPercentage(1));
    }

    @Test
    void aRequestThatIsNotServedCountsAsAWaitButNotAsALease() {
        timings.served(READER, 0, millis(10), millis(10));
        timings.notServed(READER, millis(5000));

        RouteTimings reader = timings.snapshot().routes().getFirst();

        assertThat(reader.waitedInVain()).isEqualTo(1);
        assertThat(reader.lastMinute().waits().count()).isEqualTo(2);
        assertThat(reader.lastMinute().waits().p95Ms()).isCloseTo(5000, withPercentage(1));
        assertThat(reader.lastMinute().holds().count()).isEqualTo(1);
    }

    @Test
    void leaseTimeWithoutAStatementIsIdle() {
        timings.served(READER, 0, millis(10), millis(3));
        timings.served(READER, 0, millis(20), millis(20));

        RouteTimings reader = timings.snapshot().routes().getFirst();

        assertThat(reader.heldMs()).isEqualTo(30);
        assertThat(reader.heldIdleMs()).isEqualTo(7);
    }

    @Test
    void idleTimeIsNeverNegative() {
        timings.served(READER, 0, millis(10), millis(11));

        assertThat(timings.snapshot().routes().getFirst().heldIdleMs()).isZero();
    }

    @Test
    void timesBeyondTheScaleCountAtItsEnd() {
        timings.served(READER, -1, TimeUnit.HOURS.toNanos(1), 0);

        WaitAndHold all = timings.snapshot().overall().sinceStart();

        assertThat(all.waits().maxMs()).isLessThanOrEqualTo(0.001);
        assertThat(all.holds().maxMs()).isCloseTo(600_000, withPercentage(1));
    }

    @Test
    void routesBeyondTheBoundCountAsOther() {
        IntStream.range(0, Timings.ROUTES + 50)
                .forEach(i -> timings.served(Requests.request("GET /" + i, Lane.BULK), 0, 1, 1));
        timings.served(READER, 0, 1, 1);

        TimingsSnapshot snapshot = timings.snapshot();

        assertThat(snapshot.routes()).hasSize(Timings.ROUTES + 2);
        assertThat(snapshot.routes())
                .filteredOn(route -> route.route().equals("other"))
                .extracting(route -> route.sinceStart().holds().count())
                .containsExactly(50L);
    }

    @Test
    void theLastSecondIsReportedOnce() {
        timings.served(READER, millis(4), millis(40), 0);
        timings.served(WRITER, millis(4), millis(20), 0);
        timings.snapshot();

        LastSecond last = timings.roll(START);

        assertThat(last.waitP95Ms()).isCloseTo(4, withPercentage(1));
        assertThat(last.holdP95Ms()).isCloseTo(40, withPercentage(1));
        assertThat(last.holdMeanMs()).isCloseTo(30, withPercentage(1));
        assertThat(timings.roll(START.plusSeconds(1))).isEqualTo(new LastSecond(0, 0, 0));
    }

    @Test
    void afterAMinuteTheLastMinuteIsEmptyButTheTotalIsNot() {
        timings.roll(START);
        timings.served(READER, 0, millis(1), 0);
        timings.roll(START.plusSeconds(59));
        assertThat(timings.snapshot().overall().lastMinute().holds().count()).isEqualTo(1);

        timings.roll(START.plusSeconds(60));

        assertThat(timings.snapshot().overall().lastMinute().holds()).isEqualTo(Percentiles.NONE);
        assertThat(timings.recentLeases()).isEmpty();
        assertThat(timings.snapshot().overall().sinceStart().holds().count()).isEqualTo(1);
    }

    @Test
    void aClockThatGoesBackEmptiesTheLastMinute() {
        timings.roll(START);
        timings.served(READER, 0, millis(1), 0);
        timings.roll(START.plusSeconds(1));

        timings.roll(START.minusSeconds(3600));
        assertThat(timings.snapshot().overall().lastMinute().holds()).isEqualTo(Percentiles.NONE);

        timings.served(READER, 0, millis(1), 0);
        assertThat(timings.snapshot().overall().lastMinute().holds().count()).isEqualTo(1);
    }

    @Test
    void constantLeasesHaveNoVariation() {
        IntStream.range(0, 100).forEach(i -> timings.served(READER, 0, millis(50), 0));

        LeaseTimes leases = timings.recentLeases().orElseThrow();

        assertThat(leases.count()).isEqualTo(100);
        assertThat(leases.mean()).isCloseTo(Duration.ofMillis(50), Duration.ofMillis(1));
        assertThat(leases.squaredVariation()).isCloseTo(0, within(1e-6));
    }

    @Test
    void exponentialLeasesHaveAVariationOfOne() {
        Random random = new Random(7);
        IntStream.range(0, 50_000)
                .forEach(i -> timings.served(READER, 0, (long) (millis(5) * -Math.log(1 - random.nextDouble())), 0));

        LeaseTimes leases = timings.recentLeases().orElseThrow();

        assertThat(leases.mean()).isCloseTo(Duration.ofMillis(5), Duration.ofNanos(150_000));
        assertThat(leases.squaredVariation()).isCloseTo(1, within(0.05));
    }

    private static void assertMean(Percentiles percentiles, long count, double meanMs) {
        assertThat(percentiles.count()).isEqualTo(count);
        assertThat(percentiles.meanMs()).isCloseTo(meanMs, withPercentage(1));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
