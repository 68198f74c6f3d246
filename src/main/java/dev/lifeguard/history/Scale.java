package dev.lifeguard.history;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/// The scale that all histograms here share, so that they can be added up: nanoseconds, in steps of
/// half a microsecond at the finest, to two significant digits, up to ten minutes. Longer times count
/// as ten minutes.
final class Scale {
    private static final long FINEST_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 2;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MICROS_PER_MILLI = 1e3;

    private Scale() {}

    static AtomicHistogram forManyThreads() {
        return new AtomicHistogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
    }

    static Histogram forOneThread() {
        return new Histogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
    }

    /// Half the size of the others, for what is counted afresh every few seconds.
    static IntCountsHistogram small() {
        return new IntCountsHistogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
    }

    static long clamped(long nanos) {
        return Math.clamp(nanos, 0, LONGEST_NANOS);
    }

    static double millis(long nanos) {
        return millis((double) nanos);
    }

    /// Nanoseconds as milliseconds to the nearest microsecond.
    static double millis(double nanos) {
        return Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI;
    }
}
