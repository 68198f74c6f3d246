package dev.lifeguard.metrics;

/// Provides figures for the metrics. Each bean of this type is asked for its current values at each
/// scrape.
public interface MetricSource {
    /// Adds the current values. Reads memory only: it must neither block nor query the database. Values
    /// that are not known are left out.
    void collect(Exposition into);
}
