package dev.lifeguard.diagnosis;

import java.time.Duration;
import java.time.Instant;

/// The state of the database as the monitor found it, and since when.
public sealed interface DatabaseState {
    Instant since();

    /// The same state, since an earlier moment.
    DatabaseState lastingSince(Instant since);

    /// Nothing is known yet: the service has only just started, or the evidence is contradictory.
    record Unknown(Instant since) implements DatabaseState {
        @Override
        public DatabaseState lastingSince(Instant earlier) {
            return new Unknown(earlier);
        }
    }

    /// It answers.
    record Answering(Instant since, String serverVersion, boolean tls, Duration roundTrip) implements DatabaseState {
        @Override
        public DatabaseState lastingSince(Instant earlier) {
            return new Answering(earlier, serverVersion, tls, roundTrip);
        }
    }

    /// It answers, but a trivial statement takes longer than `DB_SLOW_QUERY`.
    record Slow(Instant since, Duration roundTrip) implements DatabaseState {
        @Override
        public DatabaseState lastingSince(Instant earlier) {
            return new Slow(earlier, roundTrip);
        }
    }

    /// It answers, but rejects the service.
    ///
    /// @param reason what the database says, which contains no secret
    record Rejecting(Instant since, String reason) implements DatabaseState {
        @Override
        public DatabaseState lastingSince(Instant earlier) {
            return new Rejecting(earlier, reason);
        }
    }

    /// It does not answer.
    record Unreachable(Instant since, String reason) implements DatabaseState {
        @Override
        public DatabaseState lastingSince(Instant earlier) {
            return new Unreachable(earlier, reason);
        }
    }
}
