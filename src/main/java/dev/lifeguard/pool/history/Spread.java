package dev.lifeguard.pool.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// How many took at most how long.
///
/// @param buckets by rising bounds; each counts those of the ones before it too. A bound is right to 1 %
/// @param count of all, however long they took
/// @param seconds of all together, exact
public record Spread(List<Bucket> buckets, long count, double seconds) {
    /// From a statement that finds its page in memory to one that takes as long as anything may.
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

    public Spread {
        buckets = List.copyOf(buckets);
    }

    /// What took no longer than a bound.
    public record Bucket(Duration upTo, long count) {}

    static Spread of(Histogram histogram, long nanos) {
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
        return new Spread(buckets, counted, nanos / 1e9);
    }
}
