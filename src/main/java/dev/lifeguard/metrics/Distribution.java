package dev.lifeguard.metrics;

import java.time.Duration;
import java.util.List;

/// How many of a number of measurements were no longer than each of some bounds.
///
/// @param buckets by rising bounds; each also counts what the buckets before it count. A bound is accurate to 1 %
/// @param count of all measurements, however long
/// @param seconds the exact sum of all measurements
public record Distribution(List<Bucket> buckets, long count, double seconds) {
    public Distribution {
        buckets = List.copyOf(buckets);
    }

    /// How many measurements were no longer than a bound.
    public record Bucket(Duration upTo, long count) {}
}
