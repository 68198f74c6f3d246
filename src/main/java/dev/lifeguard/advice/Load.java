package dev.lifeguard.advice;

import java.time.Duration;

/// The load on the pool: how often a connection is requested, and how long leases last. Arrivals count
/// as independent of each other (Poisson).
///
/// @param leaseVariation the squared coefficient of variation of the lease times: 0 if all are equal, 1
///     if they are exponential
public record Load(double arrivalsPerSecond, Duration meanLease, double leaseVariation) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Load {
        Checks.notNegative("arrivalsPerSecond", arrivalsPerSecond);
        Checks.notNegative("leaseVariation", leaseVariation);
        Checks.atLeast(0, "meanLease in nanoseconds", meanLease.toNanos());
    }

    /// How many connections would be in use on average if no request had to wait (Little's law), in
    /// erlangs.
    double offered() {
        return arrivalsPerSecond * meanLease.toNanos() / NANOS_PER_SECOND;
    }
}
