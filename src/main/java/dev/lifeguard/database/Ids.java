package dev.lifeguard.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Makes ids of new records: UUIDv7, whose first 60 bits are the time to a quarter of a microsecond, so that the ids
/// of one instance come in order and neighbours in time are neighbours in the index. The rest nobody can guess.
///
/// Safe for use by several threads.
@ApplicationScoped
public class Ids {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 1L << 63;

    private final SecureRandom random = new SecureRandom();

    /// An id for what comes to be at a moment.
    public UUID at(Instant moment) {
        long nanos = moment.truncatedTo(ChronoUnit.MILLIS).until(moment, ChronoUnit.NANOS);
        long withinMilli = (nanos << 12) / NANOS_PER_MILLI;
        return new UUID(moment.toEpochMilli() << 16 | VERSION | withinMilli, random.nextLong() >>> 2 | VARIANT);
    }
}
