package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.work.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The last minute equals what a scan of all recorded values gives.
class SlidingWindowPropertyTest {
    private static final List<Request> REQUESTS = List.of(Requests.READER, Requests.WRITER, Requests.IMPORTER);
    private static final long HALF_A_MICROSECOND = 512;

    /// Some leases, and how many seconds pass after them.
    record Step(List<Long> leases, int request, int seconds) {}

    private record Recorded(long second, long nanos) {}

    @Property(tries = 300)
    void theLastMinuteIsWhatWasRecordedSinceFiveSlicesAgo(@ForAll("steps") List<Step> steps) {
        Timings timings = new Timings();
        List<Recorded> all = new ArrayList<>();
        long second = 1_770_000_003;
        timings.roll(Instant.ofEpochSecond(second));
        for (Step step : steps) {
            for (long nanos : step.leases()) {
                timings.served(REQUESTS.get(step.request()), nanos, nanos, nanos);
                all.add(new Recorded(second, nanos));
            }
            second += step.seconds();
            timings.roll(Instant.ofEpochSecond(second));
        }
        long oldest = second - second % 10 - 50;

        Periods overall = timings.snapshot().overall();

        assertEqual(
                overall.lastMinute(),
                all.stream().filter(one -> one.second() >= oldest).toList());
        assertEqual(overall.sinceStart(), all);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> nanos = Arbitraries.longs().between(1, Scale.LONGEST_NANOS);
        return Combinators.combine(
                        nanos.list().ofMaxSize(6),
                        Arbitraries.integers().between(0, REQUESTS.size() - 1),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.integers().between(0, 12)),
                                Tuple.of(1, Arbitraries.integers().between(13, 130))))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    private static void assertEqual(WaitAndHold found, List<Recorded> recorded) {
        List<Long> sorted = recorded.stream().map(Recorded::nanos).sorted().toList();
        for (Percentiles percentiles : List.of(found.waits(), found.holds())) {
            assertThat(percentiles.count()).isEqualTo(sorted.size());
            assertClose(percentiles.p50Ms(), sorted, 0.50);
            assertClose(percentiles.p95Ms(), sorted, 0.95);
            assertClose(percentiles.p99Ms(), sorted, 0.99);
            assertClose(percentiles.maxMs(), sorted, 1);
        }
    }

    /// Never too low, and at most 1 % too high.
    private static void assertClose(double foundMs, List<Long> sorted, double part) {
        long nanos = sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
        assertThat(foundMs).isBetween(Scale.millis(nanos), Scale.millis(nanos * 1.01 + HALF_A_MICROSECOND));
    }
}
