package dev.lifeguard.history;

/// What one statement has cost since the start. Times of execution do not contain the wait for a connection.
///
/// @param count how often it was executed, failures included
/// @param rows read or changed in total
/// @param totalMs exact, and so is the mean; p95 and maximum are right to 1 % and never too low
/// @param waits how often somebody waited for a connection to begin with this statement
public record StatementFigures(
        String name,
        long count,
        long failures,
        long rows,
        double totalMs,
        double meanMs,
        double p95Ms,
        double maxMs,
        long waits,
        double waitTotalMs,
        double waitMeanMs) {}
