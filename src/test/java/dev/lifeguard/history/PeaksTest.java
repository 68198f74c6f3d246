package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class PeaksTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Peaks peaks = new Peaks();

    /// The counts of leases in a second, how many leases were left when it ended, and how many seconds
    /// then passed without a call.
    record Second(List<Integer> leased, int left, int skipped) {}

    private record Closed(long second, int peak) {}

    @Test
    void aPeakIsReportedBeforeItsSecondEnds() {
        peaks.note(3);
        peaks.note(2);

        assertThat(peaks.peaks(START)).isEqualTo(new PeakInUse(3, 3, 3));
    }

    @Test
    void closingASecondReturnsItsPeak() {
        peaks.note(3);

        assertThat(peaks.roll(START, () -> 0)).isEqualTo(3);
        assertThat(peaks.roll(START.plusSeconds(1), () -> 0)).isZero();
    }

    @Test
    void aLongLeaseCountsInEverySecond() {
        peaks.note(5);
        peaks.roll(START, () -> 5);

        assertThat(peaks.roll(START.plusSeconds(100), () -> 0)).isEqualTo(5);
    }

    @Test
    void aSecondThatIsClosedTwiceKeepsItsPeak() {
        peaks.note(5);
        peaks.roll(START, () -> 0);
        peaks.note(2);
        peaks.roll(START, () -> 0);

        assertThat(peaks.peaks(START)).isEqualTo(new PeakInUse(5, 5, 5));
    }

    @Test
    void peaksLeaveTheirWindowsButNotTheTotal() {
        peaks.note(5);
        peaks.roll(START, () -> 0);

        assertThat(peaks.peaks(START.plusSeconds(59))).isEqualTo(new PeakInUse(5, 5, 5));
        assertThat(peaks.peaks(START.plusSeconds(60))).isEqualTo(new PeakInUse(5, 5, 0));
        assertThat(peaks.peaks(START.plusSeconds(899))).isEqualTo(new PeakInUse(5, 5, 0));
        assertThat(peaks.peaks(START.plusSeconds(900))).isEqualTo(new PeakInUse(5, 0, 0));
    }

    @Test
    void aPeakOfTheFutureIsNotInTheLastMinute() {
        peaks.note(5);
        peaks.roll(START, () -> 0);

        assertThat(peaks.peaks(START.minusSeconds(10))).isEqualTo(new PeakInUse(5, 0, 0));
    }

    @Property(tries = 200)
    void peaksAreTheHighestCountsNoted(@ForAll("seconds") List<Second> seconds) {
        Peaks noted = new Peaks();
        List<Closed> closed = new ArrayList<>();
        long now = START.getEpochSecond();
        int left = 0;
        for (Second second : seconds) {
            second.leased().forEach(noted::note);
            int peak = Math.max(left, highest(second.leased()));
            now += 1 + second.skipped();
            assertThat(noted.roll(Instant.ofEpochSecond(now), second::left)).isEqualTo(peak);
            closed.add(new Closed(now, peak));
            left = second.left();
        }

        assertThat(noted.peaks(Instant.ofEpochSecond(now)))
                .isEqualTo(new PeakInUse(
                        highest(closed, Long.MIN_VALUE, left),
                        highest(closed, now - 900, left),
                        highest(closed, now - 60, left)));
    }

    @Provide
    Arbitrary<List<Second>> seconds() {
        Arbitrary<Integer> counts = Arbitraries.integers().between(0, 40);
        Arbitrary<Integer> skipped = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 200)));
        return Combinators.combine(counts.list().ofMaxSize(5), counts, skipped)
                .as(Second::new)
                .list()
                .ofMaxSize(60);
    }

    private static int highest(List<Closed> closed, long after, int left) {
        return Math.max(
                left,
                highest(closed.stream()
                        .filter(second -> second.second() > after)
                        .map(Closed::peak)
                        .toList()));
    }

    private static int highest(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
