package dev.lifeguard.advice;

import java.time.Duration;

/// What was measured in one window. Several of them show how the database behaves under more
/// concurrency.
///
/// @param inUse connections in use, on average
/// @param served requests whose leases ended in the window
/// @param meanLease how long those leases lasted on average
public record Observation(double inUse, long served, Duration window, Duration meanLease) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Observation {
        Checks.notNegative("inUse", inUse);
        Checks.atLeast(0, "served", served);
        Checks.atLeast(1, "window in nanoseconds", window.toNanos());
        Checks.atLeast(0, "meanLease in nanoseconds", meanLease.toNanos());
    }

    double throughput() {
        return served * NANOS_PER_SECOND / window.toNanos();
    }

    double leaseMillis() {
        return meanLease.toNanos() / 1e6;
    }

    boolean showsWork() {
        return inUse > 0 && served > 0 && meanLease.isPositive();
    }
}
