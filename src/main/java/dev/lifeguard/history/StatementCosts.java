package dev.lifeguard.history;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/// What one statement has cost. Safe for use by several threads.
final class StatementCosts {
    private final AtomicHistogram executions = Scale.forManyThreads();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();

    void executed(long nanos, long rowCount, boolean failed) {
        executions.recordValue(Scale.clamped(nanos));
        totalNanos.add(nanos);
        rows.add(rowCount);
        if (failed) {
            failures.increment();
        }
    }

    void waited(long nanos) {
        waits.increment();
        waitNanos.add(nanos);
    }

    StatementFigures figures(String name, Histogram scratch) {
        scratch.reset();
        scratch.add(executions);
        Percentiles percentiles = Percentiles.of(scratch);
        return new StatementFigures(
                name,
                percentiles.count(),
                failures.sum(),
                rows.sum(),
                Scale.millis(totalNanos.sum()),
                mean(totalNanos.sum(), percentiles.count()),
                percentiles.p95Ms(),
                percentiles.maxMs(),
                waits.sum(),
                Scale.millis(waitNanos.sum()),
                mean(waitNanos.sum(), waits.sum()));
    }

    StatementTotals totals(String name, Histogram scratch) {
        scratch.reset();
        scratch.add(executions);
        return new StatementTotals(
                name,
                Distributions.of(scratch, totalNanos.sum()),
                failures.sum(),
                rows.sum(),
                waits.sum(),
                waitNanos.sum() / 1e9);
    }

    private static double mean(long totalNanos, long count) {
        return count == 0 ? 0 : Scale.millis((double) totalNanos / count);
    }
}
