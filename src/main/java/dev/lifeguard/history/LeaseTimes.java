package dev.lifeguard.history;

import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// How long connections were held in the last minute, as queueing theory wants it.
///
/// @param count how many holds this is drawn from
/// @param mean right to 1 %, or to half a microsecond
/// @param squaredVariation the square of the coefficient of variation: 0 if all took the same, 1 as in an
///     exponential distribution, more with a heavy tail
public record LeaseTimes(long count, Duration mean, double squaredVariation) {
    /// Nothing if there was no hold.
    static Optional<LeaseTimes> of(Histogram holds) {
        double mean = holds.getMean();
        if (holds.getTotalCount() == 0 || mean == 0) {
            return Optional.empty();
        }
        double variation = holds.getStdDeviation() / mean;
        return Optional.of(
                new LeaseTimes(holds.getTotalCount(), Duration.ofNanos(Math.round(mean)), variation * variation));
    }
}
