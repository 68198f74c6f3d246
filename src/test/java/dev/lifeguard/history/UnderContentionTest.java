package dev.lifeguard.history;

import static dev.lifeguard.history.Callers.READER;
import static dev.lifeguard.history.Callers.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/// Many threads record at the same time: nothing is lost, and it costs next to nothing.
class UnderContentionTest {
    private static final int THREADS = 4;
    private static final int TIMES = 100_000;
    private static final int ROUNDS = 15;
    private static final long BEARABLE_NANOS = 2_000;

    @Test
    void noTimeIsLostWhileSomebodyReadsAndTheClockMovesOn() throws Exception {
        Timings timings = new Timings();
        AtomicInteger seconds = new AtomicInteger(1_770_000_000);

        Crowd.allDo(
                THREADS,
                TIMES,
                i -> {
                    timings.served(i % 2 == 0 ? READER : WRITER, i, 3L * i, i);
                    timings.notServed(Callers.IMPORTER, i);
                },
                () -> {
                    timings.roll(Instant.ofEpochSecond(seconds.get()));
                    timings.snapshot();
                });

        TimingsSnapshot snapshot = timings.snapshot();
        assertThat(snapshot.overall().sinceStart().holds().count()).isEqualTo(THREADS * TIMES);
        assertThat(snapshot.overall().lastMinute().holds().count()).isEqualTo(THREADS * TIMES);
        assertThat(snapshot.overall().lastMinute().waits().count()).isEqualTo(2 * THREADS * TIMES);
        assertThat(snapshot.routes())
                .filteredOn(route -> route.lane() == Callers.IMPORTER.lane())
                .extracting(RouteTimings::waitedInVain)
                .containsExactly((long) THREADS * TIMES);
    }

    @Test
    void everySecondsHoldsAreToldInSomeSecond() throws Exception {
        SlidingHistogram histogram = new SlidingHistogram();
        Histogram scratch = Scale.forOneThread();
        Histogram told = Scale.forOneThread();

        Crowd.allDo(THREADS, TIMES, histogram::record, () -> histogram.take(0, scratch, told));
        histogram.take(0, scratch, told);

        assertThat(told.getTotalCount()).isEqualTo(THREADS * TIMES);
    }

    @Test
    void noStatementIsLost() throws Exception {
        Statements statements = new Statements();

        Crowd.allDo(
                THREADS,
                TIMES,
                i -> {
                    statements.executed("customer.by-id", 1_000, 2, i % 10 == 0);
                    statements.waited("customer.by-id", 500);
                },
                statements::snapshot);

        StatementFigures figures = statements.snapshot().getFirst();
        assertThat(figures.count()).isEqualTo(THREADS * TIMES);
        assertThat(figures.failures()).isEqualTo(THREADS * TIMES / 10);
        assertThat(figures.rows()).isEqualTo(2 * THREADS * TIMES);
        assertThat(figures.waits()).isEqualTo(THREADS * TIMES);
        assertThat(figures.totalMs()).isEqualTo(THREADS * TIMES / 1_000);
    }

    @Test
    void thePeakIsTheHighestOfAll() throws Exception {
        Peaks peaks = new Peaks();
        Instant now = Instant.ofEpochSecond(1_770_000_000);

        Crowd.allDo(THREADS, TIMES, peaks::note, () -> peaks.roll(now, () -> 0));

        assertThat(peaks.peaks(now)).isEqualTo(new PeakInUse(TIMES - 1, TIMES - 1, TIMES - 1));
    }

    @Test
    void namesThatComeAtTheSameTimeShareOnePlaceEach() throws Exception {
        BoundedNames<AtomicInteger> named = new BoundedNames<>(50, name -> new AtomicInteger());

        Crowd.allDo(THREADS, 1_000, i -> named.of("name " + i % 100).incrementAndGet(), named::all);

        assertThat(named.all()).hasSize(51);
        assertThat(named.all().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(THREADS * 1_000);
    }

    @Test
    void recordingCostsNextToNothing() throws Exception {
        Timings timings = new Timings();
        Statements statements = new Statements();
        Peaks peaks = new Peaks();

        assertCheap("served", i -> timings.served(READER, i, 30_000 + i, 20_000));
        assertCheap("executed", i -> statements.executed("customer.by-id", 30_000 + i, 1, false));
        assertCheap("note", i -> peaks.note(i & 7));
    }

    @Test
    void recordingAllocatesNothing() {
        Timings timings = new Timings();
        Statements statements = new Statements();
        IntConsumer all = i -> {
            timings.served(READER, i, 30_000 + i, 20_000);
            timings.notServed(READER, i);
            statements.executed("customer.by-id", i, 1, false);
            statements.waited("customer.by-id", i);
        };
        all.accept(0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < TIMES; i++) {
            all.accept(i);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(TIMES);
    }

    private static void assertCheap(String name, IntConsumer what) throws Exception {
        best(2, what);
        long alone = best(1, what);
        long together = best(2, what);
        System.out.printf("%s: %d ns by one thread, %d ns by two at once%n", name, alone, together);
        assertThat(together).as("nanoseconds for %s", name).isLessThan(BEARABLE_NANOS);
    }

    /// What one call costs a thread, in the best of several rounds: in the others somebody else had the processor.
    private static long best(int threads, IntConsumer what) throws Exception {
        List<Long> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(Crowd.allDo(threads, TIMES, what, Thread::onSpinWait).stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    / threads
                    / TIMES);
        }
        return Collections.min(rounds);
    }
}
