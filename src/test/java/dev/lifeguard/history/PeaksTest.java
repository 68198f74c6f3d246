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

    /// What was lent in a second, what was still out when it was over, and how many seconds then passed unseen.
    record Second(List<Integer> lent, int left, int unseen) {}

    private record Closed(long second, int peak) {}

    @Test
    void aPeakIsSeenBeforeItsSecondIsOver() {
        peaks.note(3);
        peaks.note(2);

        assertThat(peaks.peaks(START)).isEqualTo(new PeakInUse(3, 3, 3));
    }

    @Test
    void aClosedSecondTellsItsPeak() {
        peaks.note(3);

        assertThat(peaks.roll(START, () -> 0)).isEqualTo(3);
        assertThat(peaks.roll(START.plusSeconds(1), () -> 0)).isZero();
    }

    @Test
    void whatStaysOutIsInUseInEverySecond() {
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
    void peaksLeaveTheirWindowsAndNotTheWhole() {
        peaks.note(5);
        peaks.roll(START, () -> 0);

        assertThat(peaks.peaks(START.plusSeconds(59))).isEqualTo(new PeakInUse(5, 5, 5));
        assertThat(peaks.peaks(START.plusSeconds(60))).isEqualTo(new PeakInUse(5, 5, 0));
        assertThat(peaks.peaks(START.plusSeconds(899))).isEqualTo(new PeakInUse(5, 5, 0));
        assertThat(peaks.peaks(START.plusSeconds(900))).isEqualTo(new PeakInUse(5, 0, 0));
    }

    @Test
    void aPeakOfTheFutureIsNotOfTheLastMinute() {
        peaks.note(5);
        peaks.roll(START, () -> 0);

        assertThat(peaks.peaks(START.minusSeconds(10))).isEqualTo(new PeakInUse(5, 0, 0));
    }

    @Property(tries = 200)
    void peaksAreTheHighestOfAllThatWasNoted(@ForAll("seconds") List<Second> seconds) {
        Peaks noted = new Peaks();
        List<Closed> closed = new ArrayList<>();
        long now = START.getEpochSecond();
        int left = 0;
        for (Second second : seconds) {
            second.lent().forEach(noted::note);
            int peak = Math.max(left, highest(second.lent()));
            now += 1 + second.unseen();
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
        Arbitrary<Integer> unseen = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 200)));
        return Combinators.combine(counts.list().ofMaxSize(5), counts, unseen)
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
