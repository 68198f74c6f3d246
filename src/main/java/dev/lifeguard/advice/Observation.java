package dev.lifeguard.advice;

import java.time.Duration;

/// What one window of time showed; a row of them shows how the database takes more at once.
///
/// @param inUse connections in use, on average
/// @param served units of work that ended in the window
/// @param meanHold how long those held their connection, on average
public record Observation(double inUse, long served, Duration window, Duration meanHold) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Observation {
        Checks.notNegative("inUse", inUse);
        Checks.atLeast(0, "served", served);
        Checks.atLeast(1, "window in nanoseconds", window.toNanos());
        Checks.atLeast(0, "meanHold in nanoseconds", meanHold.toNanos());
    }

    double throughput() {
        return served * NANOS_PER_SECOND / window.toNanos();
    }

    double holdMillis() {
        return meanHold.toNanos() / 1e6;
    }

    boolean showsWork() {
        return inUse > 0 && served > 0 && meanHold.isPositive();
    }
}
