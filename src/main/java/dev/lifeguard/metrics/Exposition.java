package dev.lifeguard.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The figures of one scrape. For one thread.
public final class Exposition {
    private final Map<Metric, List<Sample>> families = new LinkedHashMap<>();

    /// One series.
    ///
    /// @param labels the values of the labels, in their order
    public void put(Metric metric, double value, String... labels) {
        add(metric, "", value, metric.labels(), List.of(labels));
    }

    /// The same for what is counted.
    public void put(Metric metric, long value, String... labels) {
        put(metric, (double) value, labels);
    }

    /// The same for what is or is not: 1 or 0.
    public void put(Metric metric, boolean value, String... labels) {
        put(metric, value ? 1.0 : 0.0, labels);
    }

    /// One series for each state that there is: 1 for the one that is, 0 for the others.
    public <E> void putState(Metric metric, E[] states, Function<E, String> name, E current) {
        for (E state : states) {
            put(metric, state.equals(current), name.apply(state));
        }
    }

    /// How many, and how long in all.
    public void putSum(Metric metric, long count, double seconds, String... labels) {
        add(metric, "_count", (double) count, metric.labels(), List.of(labels));
        add(metric, "_sum", seconds, metric.labels(), List.of(labels));
    }

    /// How many took at most so long, for each of some bounds.
    public void putDistribution(Metric metric, Distribution spread, String... labels) {
        List<String> names = plus(metric.labels(), "le");
        for (Distribution.Bucket bucket : spread.buckets()) {
            String bound = Collector.doubleToGoString(bucket.upTo().toNanos() / 1e9);
            add(metric, "_bucket", (double) bucket.count(), names, plus(List.of(labels), bound));
        }
        add(metric, "_bucket", (double) spread.count(), names, plus(List.of(labels), "+Inf"));
        putSum(metric, spread.count(), spread.seconds(), labels);
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
