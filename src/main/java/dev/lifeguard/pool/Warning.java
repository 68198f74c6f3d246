package dev.lifeguard.pool;

import java.time.Instant;

/// What is worth saying about the pool, as facts. [Words] puts them into the reader's language, with the cure.
public sealed interface Warning {
    /// From the first threshold on, or when none is available.
    record HighUsage(double usagePercent, int inUse, int maxConnections) implements Warning {}

    /// From the second threshold on.
    record NearlyExhausted(int left) implements Warning {}

    /// All connections are in use and requests wait for one.
    record RequestsWait(int waiting) implements Warning {}

    /// All connections are in use, and requests are refused or wait in vain.
    record RequestsFail(int waiting) implements Warning {}

    /// Somebody has held a connection for longer than is usual.
    record HeldTooLong(String route, long seconds) implements Warning {}

    /// Measured demand wants a larger pool.
    record RaiseTo(int maxConnections) implements Warning {}

    /// The server has no room for a pool of this size.
    record LowerTo(int maxConnections, int room) implements Warning {}

    /// The database answers, slowly.
    record DatabaseIsSlow(long roundTripMillis) implements Warning {}

    /// The database turns the service away.
    record DatabaseRejects(String reason) implements Warning {}

    /// The database does not answer.
    record DatabaseDoesNotAnswer(Instant since, String reason) implements Warning {}
}
