package dev.lifeguard.history;

import org.HdrHistogram.Histogram;

/// Waits and holds added up from several places. For one thread at a time.
record Gathered(Histogram waits, Histogram holds) {
    Gathered() {
        this(Scale.forOneThread(), Scale.forOneThread());
    }

    void add(Gathered other) {
        waits.add(other.waits);
        holds.add(other.holds);
    }

    void clear() {
        waits.reset();
        holds.reset();
    }

    WaitAndHold figures() {
        return new WaitAndHold(Percentiles.of(waits), Percentiles.of(holds));
    }
}
