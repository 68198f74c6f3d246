package dev.lifeguard.advice;

import java.time.Duration;

/// How much work comes: how often a connection is asked for, how long each is held, and how unevenly.
///
/// @param arrivalVariation squared coefficient of variation of the times between arrivals: 0 for a
///     clock, 1 for independent callers (Poisson), more for bursts
/// @param holdVariation squared coefficient of variation of the holds: 0 when all are alike, 1 for
///     exponential ones
public record Load(double arrivalsPerSecond, Duration meanHold, double arrivalVariation, double holdVariation) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Load {
        Checks.notNegative("arrivalsPerSecond", arrivalsPerSecond);
        Checks.notNegative("arrivalVariation", arrivalVariation);
        Checks.notNegative("holdVariation", holdVariation);
        Checks.atLeast(0, "meanHold in nanoseconds", meanHold.toNanos());
    }

    /// Connections that would be in use on average if nobody had to wait (Little's law), in erlangs.
    double offered() {
        return arrivalsPerSecond * meanHold.toNanos() / NANOS_PER_SECOND;
    }
}
