package dev.lifeguard.history;

/// What one statement has cost since the start. Execution times exclude the wait for a connection.
///
/// @param count how often it was executed, failures included
/// @param rows read or changed in total
/// @param totalMs exact, as is the mean; p95 and maximum are accurate to 1 % and never too low
/// @param waits how often it was the first statement of a lease, and so had a wait for a connection
///     before it
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
