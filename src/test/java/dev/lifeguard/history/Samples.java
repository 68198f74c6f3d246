package dev.lifeguard.history;

import java.time.Instant;

/// Samples for tests in which most numbers do not matter.
final class Samples {
    private Samples() {}

    static Sample served(Instant at, int served) {
        return new Sample(at, 1, 1, 1, 0, 10, served, served, 0, 0, 0, 0, 0, 0);
    }
}
