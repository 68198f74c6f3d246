package dev.lifeguard.advice;

import java.time.Duration;

/// What was asked of the pool over a window.
///
/// @param attempts requests for a connection, also the refused and the timed-out ones: advice from the
///     served alone would find a pool that turns half away to be just the right size
/// @param served those that got one and gave it back
/// @param busiestPerSecond attempts a second in the busiest part of the window; the average where it is
///     lower
/// @param meanHold how long a connection was held, on average
/// @param holdVariation squared coefficient of variation of the holds
/// @param arrivalVariation squared coefficient of variation of the times between attempts; 1 where it
///     is not measured
public record Demand(
        long attempts,
        long served,
        Duration window,
        double busiestPerSecond,
        Duration meanHold,
        double holdVariation,
        double arrivalVariation) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Demand {
        Checks.atLeast(0, "attempts", attempts);
        Checks.atLeast(0, "served", served);
        Checks.atLeast(1, "window in nanoseconds", window.toNanos());
        Checks.notNegative("busiestPerSecond", busiestPerSecond);
        busiestPerSecond = Math.max(busiestPerSecond, attempts * NANOS_PER_SECOND / window.toNanos());
    }

    /// A demand that was the same over the whole window.
    public static Demand even(long attempts, long served, Duration window, Duration meanHold, double holdVariation) {
        return new Demand(attempts, served, window, 0, meanHold, holdVariation, 1);
    }

    double attemptsPerSecond() {
        return attempts * NANOS_PER_SECOND / window.toNanos();
    }

    /// What is there most of the time.
    Load normal() {
        return loadOf(attemptsPerSecond());
    }

    /// What is there when it is busiest.
    Load peak() {
        return loadOf(busiestPerSecond);
    }

    private Load loadOf(double perSecond) {
        return new Load(perSecond, meanHold, arrivalVariation, holdVariation);
    }
}
