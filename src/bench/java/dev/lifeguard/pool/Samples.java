package dev.lifeguard.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Measured times, up to a fixed number. Many threads may add times; read them only after all threads
/// are done.
final class Samples {
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();

    Samples(int room) {
        nanos = new long[room];
    }

    void add(long time) {
        int index = next.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = time;
        }
    }

    int count() {
        return Math.min(next.get(), nanos.length);
    }

    double meanMillis() {
        return Arrays.stream(nanos, 0, count()).average().orElse(0) / 1e6;
    }

    /// The squared coefficient of variation.
    double variation() {
        double mean = meanMillis();
        double square = Arrays.stream(nanos, 0, count())
                .mapToDouble(time -> (time / 1e6 - mean) * (time / 1e6 - mean))
                .average()
                .orElse(0);
        return mean == 0 ? 0 : square / (mean * mean);
    }

    /// Percentiles in milliseconds.
    ///
    /// @param shares such as 0.95
    List<Double> percentiles(double... shares) {
        long[] sorted = Arrays.stream(nanos, 0, count()).sorted().toArray();
        return Arrays.stream(shares)
                .map(share -> sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6)
                .boxed()
                .toList();
    }

    Duration mean() {
        return Duration.ofNanos((long) (meanMillis() * 1e6));
    }
}
