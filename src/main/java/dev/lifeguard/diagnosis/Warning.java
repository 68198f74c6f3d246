package dev.lifeguard.diagnosis;

import java.time.Instant;

/// A warning about the pool, as facts. [Messages] turns it into a sentence in the reader's language, with the cure.
public sealed interface Warning {
    /// Usage is above the first threshold, or no connection is available.
    record HighUsage(double usagePercent, int inUse, int maxConnections) implements Warning {}

    /// Usage is above the second threshold.
    record NearlyExhausted(int left) implements Warning {}

    /// All connections are in use and requests wait for one.
    record RequestsWait(int waiting) implements Warning {}

    /// All connections are in use, and requests are refused or time out.
    record RequestsFail(int waiting) implements Warning {}

    /// A lease has lasted longer than `DB_POOL_LEAK_AFTER`.
    record HeldTooLong(String route, long seconds) implements Warning {}

    /// The measured load needs a larger pool.
    record RaiseTo(int maxConnections) implements Warning {}

    /// The server has no room for a pool of this size.
    record LowerTo(int maxConnections, int room) implements Warning {}

    /// The database answers, slowly.
    record DatabaseIsSlow(long roundTripMillis) implements Warning {}

    /// The database rejects the service.
    record DatabaseRejects(String reason) implements Warning {}

    /// The database does not answer.
    record DatabaseDoesNotAnswer(Instant since, String reason) implements Warning {}
}
