package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int TWO_MEGABYTES = 2_000_000;

    private final History history = new History();

    @Test
    void aSampleIsReadAsItWasAdded() {
        Sample sample = new Sample(START, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.001, 12.002, 13.003);

        history.add(sample);

        assertThat(history.snapshot(START)).isEqualTo(new HistorySnapshot(List.of(sample), List.of(sample), List.of()));
    }

    @Test
    void aRowIsNamedByTheBeginningOfItsPeriod() {
        history.add(Samples.served(START.plusMillis(83_400), 1));

        HistorySnapshot snapshot = history.snapshot(START.plusMillis(84_000));

        assertThat(snapshot.seconds()).extracting(Sample::at).containsExactly(START.plusSeconds(83));
        assertThat(snapshot.minutes()).extracting(Sample::at).containsExactly(START.plusSeconds(60));
    }

    @Test
    void aPeriodWithoutSamplesHasNoRow() {
        history.add(Samples.served(START, 1));
        history.add(Samples.served(START.plusSeconds(200), 1));

        HistorySnapshot snapshot = history.snapshot(START.plusSeconds(300));

        assertThat(snapshot.seconds()).extracting(Sample::at).containsExactly(START, START.plusSeconds(200));
        assertThat(snapshot.minutes()).extracting(Sample::at).containsExactly(START, START.plusSeconds(180));
    }

    @Test
    void theLastFifteenMinutesAreKeptBySecondAndTheLastDayByMinute() {
        IntStream.range(0, 2 * 86_400).forEach(i -> history.add(Samples.served(START.plusSeconds(i), i % 100)));
        Instant last = START.plusSeconds(2 * 86_400 - 1);

        HistorySnapshot snapshot = history.snapshot(last);

        assertThat(snapshot.seconds()).hasSize(900);
        assertThat(snapshot.seconds().getFirst().at()).isEqualTo(last.minusSeconds(899));
        assertThat(snapshot.seconds().getLast()).isEqualTo(Samples.served(last, 99));
        assertThat(snapshot.minutes()).hasSize(1440);
        assertThat(snapshot.minutes().getFirst().at()).isEqualTo(START.plusSeconds(86_400));
        assertThat(snapshot.minutes()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void oldRowsAreLeftOutEvenIfNoNewOnesCame() {
        history.add(Samples.served(START, 1));

        assertThat(history.snapshot(START.plusSeconds(899)).seconds()).hasSize(1);
        assertThat(history.snapshot(START.plusSeconds(900)).seconds()).isEmpty();
        assertThat(history.snapshot(START.plusSeconds(1439 * 60)).minutes()).hasSize(1);
        assertThat(history.snapshot(START.plusSeconds(1440 * 60)).minutes()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackIsFollowed() {
        history.add(Samples.served(START.plusSeconds(900), 1));
        history.add(Samples.served(START, 2));

        assertThat(history.snapshot(START).seconds()).containsExactly(Samples.served(START, 2));
    }

    @Test
    void theLastTwoHundredEventsAreKept() {
        IntStream.range(0, 250)
                .forEach(i -> history.add(new Event(START.plusSeconds(i), Event.Kind.RESIZE, "step " + i)));

        List<Event> events = history.snapshot(START).events();

        assertThat(events).hasSize(200);
        assertThat(events.getFirst().text()).isEqualTo("step 50");
        assertThat(events.getLast().text()).isEqualTo("step 249");
    }

    @Test
    void theHistoryFitsIntoTwoMegabytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        new History();
        long before = threads.getCurrentThreadAllocatedBytes();
        History measured = new History();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        System.out.printf("history: %d bytes by its arrays, %d allocated%n", measured.bytes(), allocated);
        assertThat(measured.bytes()).isEqualTo((900 + 1440) * (13 * 4 + 2 * 8));
        assertThat(allocated)
                .isBetween(measured.bytes(), measured.bytes() + 10_000)
                .isLessThan(TWO_MEGABYTES);
    }

    @Test
    void addingASampleAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Sample sample = Samples.served(START, 1);
        history.add(sample);
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < 10_000; i++) {
            history.add(sample);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
