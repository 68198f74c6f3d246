package dev.lifeguard.history;

import dev.lifeguard.metrics.Distribution;
/// What one statement has cost since the start, as counts and sums that only ever grow.
///
/// @param executions without the wait for a connection, failures included
/// @param rows read or changed
/// @param waits how often somebody waited for a connection to begin with this statement

public record StatementTotals(
        String name, Distribution executions, long failures, long rows, long waits, double waitSeconds) {}
