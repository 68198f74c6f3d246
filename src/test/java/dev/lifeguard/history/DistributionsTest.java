package dev.lifeguard.history;

import static dev.lifeguard.history.Requests.IMPORTER;
import static dev.lifeguard.history.Requests.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lifeguard.metrics.Distribution;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistributionsTest {
    private final Timings timings = new Timings();

    /// A value within 1 % of a bound may count on either side of it.
    @Property(tries = 200)
    void eachBucketCountsTheTimesUpToItsBound(
            @ForAll @Size(max = 200) List<@LongRange(max = 60_000_000_000L) Long> nanos) {
        Timings fresh = new Timings();
        nanos.forEach(it -> fresh.served(READER, it, it, 0));

        Distribution distribution = fresh.totals().leases();

        assertThat(distribution.count()).isEqualTo(nanos.size());
        assertThat(distribution.seconds())
                .isCloseTo(nanos.stream().mapToLong(it -> it).sum() / 1e9, within(1e-6));
        assertThat(distribution.buckets())
                .allSatisfy(bucket -> assertThat(bucket.count())
                        .isBetween(
                                countUpTo(0.99 * bucket.upTo().toNanos(), nanos),
                                countUpTo(1.01 * bucket.upTo().toNanos(), nanos)));
    }

    @Test
    void theBoundsGoFromOneMillisecondToThirtySeconds() {
        List<Duration> bounds = timings.totals().waits().buckets().stream()
                .map(Distribution.Bucket::upTo)
                .toList();
        assertThat(bounds).isSorted().startsWith(Duration.ofMillis(1)).endsWith(Duration.ofSeconds(30));
    }

    @Test
    void aTimeEqualToABoundIsInItsBucket() {
        timings.served(READER, 0, Duration.ofMillis(5).toNanos(), 0);
        assertThat(timings.totals().leases().buckets())
                .filteredOn(bucket -> bucket.upTo().equals(Duration.ofMillis(5)))
                .extracting(Distribution.Bucket::count)
                .containsExactly(1L);
    }

    @Test
    void lanesAndRoutesAddUpToTheWhole() {
        timings.served(READER, 1_000_000, 2_000_000, 1_500_000);
        timings.served(IMPORTER, 3_000_000, 4_000_000, 4_000_000);
        timings.notServed(IMPORTER, 5_000_000);

        TimeTotals totals = timings.totals();

        assertThat(totals.waits().count()).isEqualTo(3);
        assertThat(totals.waits().seconds()).isCloseTo(0.009, within(1e-9));
        assertThat(totals.lanes()).hasSize(3);
        assertThat(totals.lanes().stream().mapToLong(lane -> lane.waits().count()))
                .containsExactly(1L, 0L, 2L);
        assertThat(totals.routes())
                .filteredOn(route -> route.route().equals(IMPORTER.route()))
                .containsExactly(
                        new TimeTotals.OfRoute(IMPORTER.route(), IMPORTER.lane(), 2, 0.008, 1, 0.004, 0.004, 1));
    }

    /// Prometheus takes a counter that decreases for one that was reset.
    @Property(tries = 50)
    void sumsNeverDecrease(@ForAll @Size(max = 20) List<@LongRange(min = -1_000_000, max = 1_000_000) Long> nanos) {
        Timings fresh = new Timings();
        double before = 0;
        for (long it : nanos) {
            fresh.served(READER, it, 1, 1);
            double after = fresh.totals().waits().seconds();
            assertThat(after).isGreaterThanOrEqualTo(before);
            before = after;
        }
    }

    private static long countUpTo(double bound, List<Long> nanos) {
        return nanos.stream().filter(it -> it <= bound).count();
    }
}
