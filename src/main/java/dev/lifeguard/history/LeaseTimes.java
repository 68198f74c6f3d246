package dev.lifeguard.history;

import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// How long leases lasted in the last minute, in the terms of queueing theory.
///
/// @param count how many leases this is measured from
/// @param mean accurate to 1 %, or to half a microsecond
/// @param squaredVariation the squared coefficient of variation: 0 if all leases last the same, 1 for
///     an exponential distribution, more for a heavy tail
public record LeaseTimes(long count, Duration mean, double squaredVariation) {
    /// Empty if there was no lease.
    static Optional<LeaseTimes> of(Histogram leases) {
        double mean = leases.getMean();
        if (leases.getTotalCount() == 0 || mean == 0) {
            return Optional.empty();
        }
        double variation = leases.getStdDeviation() / mean;
        return Optional.of(
                new LeaseTimes(leases.getTotalCount(), Duration.ofNanos(Math.round(mean)), variation * variation));
    }
}
