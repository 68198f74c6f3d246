package dev.lifeguard.metrics;

/// Somebody who has figures. Every bean that is one is asked at each scrape.
public interface MetricSource {
    /// Puts the figures as they are now. Reads memory only: it must not wait, and must not ask the database. What is
    /// not known is left out.
    void collect(Exposition into);
}
