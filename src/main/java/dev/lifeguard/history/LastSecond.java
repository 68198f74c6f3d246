package dev.lifeguard.history;

import org.HdrHistogram.Histogram;

/// Wait and lease times since the previous call of [Timings#roll]; zero if there were none.
public record LastSecond(double waitP95Ms, double holdP95Ms, double holdMeanMs) {
    static LastSecond of(Histogram waits, Histogram leases) {
        Percentiles leasePercentiles = Percentiles.of(leases);
        return new LastSecond(Percentiles.of(waits).p95Ms(), leasePercentiles.p95Ms(), leasePercentiles.meanMs());
    }
}
