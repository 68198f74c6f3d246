package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.advice.Autosizing;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
import jakarta.inject.Singleton;

/// Whether the pool follows the advice by itself, and how far.
@Singleton
class AutosizeMetrics implements MetricSource {
    private static final Metric MODE =
            Metric.gauge("lifeguard_autosize_mode", "1 for what DB_POOL_AUTOSIZE is", "mode");
    private static final Metric BOUNDS = Metric.gauge(
            "lifeguard_autosize_connections", "Between which bounds the pool may change its own maximum", "bound");

    private final Autosizer autosizer;

    AutosizeMetrics(Autosizer autosizer) {
        this.autosizer = autosizer;
    }

    @Override
    public void tell(Exposition to) {
        Autosizer.Standing standing = autosizer.standing();
        to.putState(MODE, Autosizing.Mode.values(), Autosizing.Mode::slug, standing.mode());
        to.put(BOUNDS, standing.floor(), "min");
        to.put(BOUNDS, standing.ceiling(), "max");
    }
}
