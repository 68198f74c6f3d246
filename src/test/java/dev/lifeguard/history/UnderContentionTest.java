package dev.lifeguard.history;

import static dev.lifeguard.history.Requests.READER;
import static dev.lifeguard.history.Requests.WRITER;
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

/// Several threads record at the same time: nothing is lost, and it costs little.
class UnderContentionTest {
    private static final int THREADS = 4;
    private static final int TIMES = 100_000;
    private static final int ROUNDS = 15;
    private static final long LIMIT_NANOS = 2_000;

    @Test
    void noTimeIsLostWhileAnotherThreadReadsAndTheClockAdvances() throws Exception {
        Timings timings = new Timings();
        AtomicInteger seconds = new AtomicInteger(1_770_000_000);

        Parallel.run(
                THREADS,
                TIMES,
                i -> {
                    timings.served(i % 2 == 0 ? READER : WRITER, i, 3L * i, i);
                    timings.notServed(Requests.IMPORTER, i);
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
                .filteredOn(route -> route.lane() == Requests.IMPORTER.lane())
                .extracting(RouteTimings::waitedInVain)
                .containsExactly((long) THREADS * TIMES);
    }

    @Test
    void everyValueIsCountedInExactlyOneSecond() throws Exception {
        SlidingHistogram histogram = new SlidingHistogram();
        Histogram scratch = Scale.forOneThread();
        Histogram counted = Scale.forOneThread();

        Parallel.run(THREADS, TIMES, histogram::record, () -> histogram.addNewTo(0, scratch, counted));
        histogram.addNewTo(0, scratch, counted);

        assertThat(counted.getTotalCount()).isEqualTo(THREADS * TIMES);
    }

    @Test
    void noStatementIsLost() throws Exception {
        Statements statements = new Statements();

        Parallel.run(
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
    void thePeakIsTheHighestCountNoted() throws Exception {
        Peaks peaks = new Peaks();
        Instant now = Instant.ofEpochSecond(1_770_000_000);

        Parallel.run(THREADS, TIMES, peaks::note, () -> peaks.roll(now, () -> 0));

        assertThat(peaks.peaks(now)).isEqualTo(new PeakInUse(TIMES - 1, TIMES - 1, TIMES - 1));
    }

    @Test
    void concurrentNewNamesGetOneValueEach() throws Exception {
        BoundedNames<AtomicInteger> named = new BoundedNames<>(50, name -> new AtomicInteger());

        Parallel.run(THREADS, 1_000, i -> named.of("name " + i % 100).incrementAndGet(), named::all);

        assertThat(named.all()).hasSize(51);
        assertThat(named.all().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(THREADS * 1_000);
    }

    @Test
    void recordingIsCheap() throws Exception {
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

    private static void assertCheap(String name, IntConsumer task) throws Exception {
        best(2, task);
        long alone = best(1, task);
        long together = best(2, task);
        System.out.printf("%s: %d ns by one thread, %d ns by two at once%n", name, alone, together);
        assertThat(together).as("nanoseconds for %s", name).isLessThan(LIMIT_NANOS);
    }

    /// The cost of one call, in the best of several rounds: in the others, other processes may have had
    /// the processor.
    private static long best(int threads, IntConsumer task) throws Exception {
        List<Long> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(Parallel.run(threads, TIMES, task, Thread::onSpinWait).stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    / threads
                    / TIMES);
        }
        return Collections.min(rounds);
    }
}
