package dev.lifeguard.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The series of one scrape. Not safe for use by several threads.
public final class Exposition {
    private final Map<Metric, List<Sample>> families = new LinkedHashMap<>();

    /// Adds one series.
    ///
    /// @param labels the values of the labels, in the order in which the metric declares them
    public void put(Metric metric, double value, String... labels) {
        add(metric, "", value, metric.labels(), List.of(labels));
    }

    /// Adds one series with a count as its value.
    public void put(Metric metric, long value, String... labels) {
        put(metric, (double) value, labels);
    }

    /// Adds one series: 1 for true, 0 for false.
    public void put(Metric metric, boolean value, String... labels) {
        put(metric, value ? 1.0 : 0.0, labels);
    }

    /// Adds one series for each state: 1 for the current one, 0 for the others.
    public <E> void putState(Metric metric, E[] states, Function<E, String> name, E current) {
        for (E state : states) {
            put(metric, state.equals(current), name.apply(state));
        }
    }

    /// Adds a count, and the sum of the times counted.
    public void putSum(Metric metric, long count, double seconds, String... labels) {
        add(metric, "_count", (double) count, metric.labels(), List.of(labels));
        add(metric, "_sum", seconds, metric.labels(), List.of(labels));
    }

    /// Adds a histogram: one count for each bucket, and the count and sum of all.
    public void putDistribution(Metric metric, Distribution distribution, String... labels) {
        List<String> names = plus(metric.labels(), "le");
        for (Distribution.Bucket bucket : distribution.buckets()) {
            String bound = Collector.doubleToGoString(bucket.upTo().toNanos() / 1e9);
            add(metric, "_bucket", (double) bucket.count(), names, plus(List.of(labels), bound));
        }
        add(metric, "_bucket", (double) distribution.count(), names, plus(List.of(labels), "+Inf"));
        putSum(metric, distribution.count(), distribution.seconds(), labels);
    }

    List<MetricFamilySamples> families() {
        return families.entrySet().stream()
                .map(family -> new MetricFamilySamples(
                        family.getKey().name(),
                        family.getKey().type(),
                        family.getKey().help(),
                        family.getValue()))
                .toList();
    }

    private void add(Metric metric, String suffix, double value, List<String> names, List<String> labels) {
        if (names.size() != labels.size()) {
            throw new IllegalArgumentException("%s has the labels %s, not %s".formatted(metric.name(), names, labels));
        }
        families.computeIfAbsent(metric, key -> new ArrayList<>())
                .add(new Sample(metric.name() + suffix, names, labels, value));
    }

    private static List<String> plus(List<String> some, String another) {
        List<String> all = new ArrayList<>(some);
        all.add(another);
        return all;
    }
}
