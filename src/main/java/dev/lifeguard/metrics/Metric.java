package dev.lifeguard.metrics;

import io.prometheus.client.Collector;
import java.util.List;

/// A family of series, as `docs/reference/metrics.md` lists it.
///
/// @param name ends in the unit; for a counter, in `_total`
/// @param help one sentence without a full stop
/// @param labels the names of the labels that each series has
public record Metric(String name, Collector.Type type, String help, List<String> labels) {
    public Metric {
        labels = List.copyOf(labels);
        if (type == Collector.Type.COUNTER && !name.endsWith("_total")) {
            throw new IllegalArgumentException("a counter ends in _total, and %s does not".formatted(name));
        }
    }

    /// Goes up and down.
    public static Metric gauge(String name, String help, String... labels) {
        return new Metric(name, Collector.Type.GAUGE, help, List.of(labels));
    }

    /// Only goes up.
    public static Metric counter(String name, String help, String... labels) {
        return new Metric(name, Collector.Type.COUNTER, help, List.of(labels));
    }

    /// Times, counted in buckets by their length.
    public static Metric histogram(String name, String help, String... labels) {
        return new Metric(name, Collector.Type.HISTOGRAM, help, List.of(labels));
    }

    /// Times, published as a count and a sum.
    public static Metric summary(String name, String help, String... labels) {
        return new Metric(name, Collector.Type.SUMMARY, help, List.of(labels));
    }
}
