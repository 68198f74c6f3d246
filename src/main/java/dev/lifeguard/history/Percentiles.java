package dev.lifeguard.history;

import org.HdrHistogram.Histogram;

/// How long something took. Percentiles and maximum are accurate to 1 % and never too low; the mean is
/// accurate to 1 %.
///
/// @param count how many were measured
public record Percentiles(long count, double meanMs, double p50Ms, double p95Ms, double p99Ms, double maxMs) {
    /// Without any measurement.
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

    /// Computed from the counts, as the maximum that a histogram stores separately can lag behind them.
    private static double at(double percentile, Histogram histogram) {
        return Scale.millis(histogram.getValueAtPercentile(percentile));
    }
}
