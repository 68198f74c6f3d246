package dev.lifeguard.advice;

import java.time.Duration;

/// Demand for tests.
final class TestDemand {
    private TestDemand() {}

    /// The same demand over the whole window.
    static Demand even(long attempts, long served, Duration window, Duration meanLease, double leaseVariation) {
        return new Demand(attempts, served, window, 0, meanLease, leaseVariation);
    }
}
