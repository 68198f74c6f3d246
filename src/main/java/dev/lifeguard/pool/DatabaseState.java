package dev.lifeguard.pool;

import java.time.Duration;
import java.time.Instant;

/// What the watch has seen of the database. Each knows since when it is so.
public sealed interface DatabaseState {
    Instant since();

    /// Nothing has been seen yet; the service has only just started.
    record Unknown(Instant since) implements DatabaseState {}

    /// It answers.
    record Answering(Instant since, String serverVersion, boolean tls, Duration roundTrip) implements DatabaseState {}

    /// It answers, but takes longer for a trifle than a statement should take.
    record Slow(Instant since, Duration roundTrip) implements DatabaseState {}

    /// It answers, but will not have us.
    ///
    /// @param reason in the words of the database, which hold no secret
    record Rejecting(Instant since, String reason) implements DatabaseState {}

    /// It does not answer.
    record Unreachable(Instant since, String reason) implements DatabaseState {}
}
