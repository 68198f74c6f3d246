package dev.lifeguard.history;

import org.HdrHistogram.Histogram;

/// What the time between two ticks of the clock brought, for the history. Zero where nothing was.
public record LastSecond(double waitP95Ms, double holdP95Ms, double holdMeanMs) {
    static LastSecond of(Histogram wait, Histogram hold) {
        Percentiles holds = Percentiles.of(hold);
        return new LastSecond(Percentiles.of(wait).p95Ms(), holds.p95Ms(), holds.meanMs());
    }
}
