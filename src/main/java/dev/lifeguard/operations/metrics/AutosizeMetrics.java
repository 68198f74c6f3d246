package dev.lifeguard.operations.metrics;

import dev.lifeguard.advice.Autosizing;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import dev.lifeguard.operations.Autosizer;
import jakarta.inject.Singleton;

/// The settings of autosizing.
@Singleton
class AutosizeMetrics implements MetricSource {
    private static final Metric MODE =
            Metric.gauge("lifeguard_autosize_mode", "1 for the value of DB_POOL_AUTOSIZE", "mode");
    private static final Metric BOUNDS = Metric.gauge(
            "lifeguard_autosize_connections", "The bounds within which autosizing may set the maximum", "bound");

    private final Autosizer autosizer;

    AutosizeMetrics(Autosizer autosizer) {
        this.autosizer = autosizer;
    }

    @Override
    public void collect(Exposition into) {
        Autosizer.Standing standing = autosizer.standing();
        into.putState(MODE, Autosizing.Mode.values(), Autosizing.Mode::slug, standing.mode());
        into.put(BOUNDS, standing.floor(), "min");
        into.put(BOUNDS, standing.ceiling(), "max");
    }
}
