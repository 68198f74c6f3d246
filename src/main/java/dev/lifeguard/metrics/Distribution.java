package dev.lifeguard.metrics;

import java.time.Duration;
import java.util.List;

/// How many measurements were no longer than each of several bounds, as a Prometheus histogram has it.
///
/// @param buckets in rising order; each also includes the counts of those before it. A bound is
///     accurate to 1 %
/// @param count of all measurements, however long
/// @param seconds the exact sum of all measurements
public record Distribution(List<Bucket> buckets, long count, double seconds) {
    public Distribution {
        buckets = List.copyOf(buckets);
    }

    /// How many measurements were no longer than a bound.
    public record Bucket(Duration upTo, long count) {}
}
