package dev.lifeguard.history;

import org.HdrHistogram.Histogram;

/// Histograms of wait and lease times, to add up several sources. Not safe for use by several threads.
record WaitsAndLeases(Histogram waits, Histogram leases) {
    WaitsAndLeases() {
        this(Scale.forOneThread(), Scale.forOneThread());
    }

    void add(WaitsAndLeases other) {
        waits.add(other.waits);
        leases.add(other.leases);
    }

    void clear() {
        waits.reset();
        leases.reset();
    }

    WaitAndHold figures() {
        return new WaitAndHold(Percentiles.of(waits), Percentiles.of(leases));
    }
}
