package dev.lifeguard.history;

import dev.lifeguard.metrics.Distribution;
/// What one statement has cost since the start, as counts and sums that never decrease.
///
/// @param executions without the wait for a connection, failures included
/// @param rows read or changed
/// @param waits how often it was the first statement of a lease, and so had a wait for a connection
///     before it

public record StatementTotals(
        String name, Distribution executions, long failures, long rows, long waits, double waitSeconds) {}
