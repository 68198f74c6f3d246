package dev.lifeguard.advice;

import java.time.Duration;

/// The demand for connections in one window.
///
/// @param attempts requests for a connection, including those that were refused or timed out: with only
///     the served ones, a pool that refuses half of its requests would look large enough
/// @param served requests that were served
/// @param busiestPerSecond attempts per second in the busiest part of the window; at least the average
/// @param meanLease how long a lease lasted on average
/// @param leaseVariation the squared coefficient of variation of the lease times
public record Demand(
        long attempts,
        long served,
        Duration window,
        double busiestPerSecond,
        Duration meanLease,
        double leaseVariation) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Demand {
        Checks.atLeast(0, "attempts", attempts);
        Checks.atLeast(0, "served", served);
        Checks.atLeast(1, "window in nanoseconds", window.toNanos());
        Checks.notNegative("busiestPerSecond", busiestPerSecond);
        busiestPerSecond = Math.max(busiestPerSecond, attempts * NANOS_PER_SECOND / window.toNanos());
    }

    double attemptsPerSecond() {
        return attempts * NANOS_PER_SECOND / window.toNanos();
    }

    /// The average load.
    Load normal() {
        return loadOf(attemptsPerSecond());
    }

    /// The load in the busiest part of the window.
    Load peak() {
        return loadOf(busiestPerSecond);
    }

    private Load loadOf(double perSecond) {
        return new Load(perSecond, meanLease, leaseVariation);
    }
}
