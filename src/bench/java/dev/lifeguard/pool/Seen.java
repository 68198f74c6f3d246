package dev.lifeguard.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Times that were measured, as many as fit; written by many threads, read when they are done.
final class Seen {
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();

    Seen(int room) {
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

    /// Squared coefficient of variation.
    double variation() {
        double mean = meanMillis();
        double square = Arrays.stream(nanos, 0, count())
                .mapToDouble(time -> (time / 1e6 - mean) * (time / 1e6 - mean))
                .average()
                .orElse(0);
        return mean == 0 ? 0 : square / (mean * mean);
    }

    /// What these shares of all stay under, in milliseconds.
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
