package dev.lifeguard.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Creates the ids of new records. They are UUIDv7: the time, to a quarter of a microsecond, comes
/// first, so ids of one instance ascend and records created together are close together in the index.
/// The remaining bits are random and cannot be guessed.
///
/// Safe for use by several threads.
@ApplicationScoped
public class Ids {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 1L << 63;

    private final SecureRandom random = new SecureRandom();

    /// An id for a record that is created at a moment.
    public UUID at(Instant moment) {
        long nanos = moment.truncatedTo(ChronoUnit.MILLIS).until(moment, ChronoUnit.NANOS);
        long withinMilli = (nanos << 12) / NANOS_PER_MILLI;
        return new UUID(moment.toEpochMilli() << 16 | VERSION | withinMilli, random.nextLong() >>> 2 | VARIANT);
    }
}
