package dev.lifeguard.history;

import org.HdrHistogram.Histogram;

/// How long something took. Percentiles and maximum are right to 1 % and never too low; the mean is right to 1 %.
///
/// @param count of how many
public record Percentiles(long count, double meanMs, double p50Ms, double p95Ms, double p99Ms, double maxMs) {
    /// Of nothing.
    static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0);

    static Percentiles of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return NONE;
        }
        return new Percentiles(
                histogram.getTotalCount(),
                Scale.millis(histogram.getMean()),
                at(50, histogram),
                at(95, histogram),
                at(99, histogram),
                at(100, histogram));
    }

    /// Found by counting, for the maximum that a histogram keeps aside can lag behind its counts.
    private static double at(double percentile, Histogram histogram) {
        return Scale.millis(histogram.getValueAtPercentile(percentile));
    }
}
