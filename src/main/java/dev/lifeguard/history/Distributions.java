package dev.lifeguard.history;

import dev.lifeguard.metrics.Distribution;
import dev.lifeguard.metrics.Distribution.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// Converts a histogram into the buckets of a Prometheus histogram.
final class Distributions {
    /// From a statement that reads one cached page to one that runs into the statement timeout.
    private static final long[] BOUNDS_MICROS = {
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        30_000_000
    };

    private static final List<Duration> BOUNDS = LongStream.of(BOUNDS_MICROS)
            .mapToObj(micros -> Duration.ofNanos(1000 * micros))
            .toList();

    private Distributions() {}

    /// @param nanos the exact sum of what the histogram has recorded
    static Distribution of(Histogram histogram, long nanos) {
        List<Bucket> buckets = new ArrayList<>();
        long counted = 0;
        for (HistogramIterationValue step : histogram.recordedValues()) {
            long shortest = histogram.lowestEquivalentValue(step.getValueIteratedTo());
            while (buckets.size() < BOUNDS.size() && BOUNDS.get(buckets.size()).toNanos() < shortest) {
                buckets.add(new Bucket(BOUNDS.get(buckets.size()), counted));
            }
            counted += step.getCountAddedInThisIterationStep();
        }
        while (buckets.size() < BOUNDS.size()) {
            buckets.add(new Bucket(BOUNDS.get(buckets.size()), counted));
        }
        return new Distribution(buckets, counted, nanos / 1e9);
    }
}
