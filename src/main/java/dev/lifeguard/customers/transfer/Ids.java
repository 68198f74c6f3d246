package dev.lifeguard.customers.transfer;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Makes ids (UUIDv7) that grow from row to row, so that an index takes them at its end.
final class Ids {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    private static final long VERSION_7 = 7L << COUNTER_BITS;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM = 0x3FFF_FFFF_FFFF_FFFFL;

    /// Milliseconds and a counter, as one number.
    private long last;

    String next() {
        last = Math.max(last + 1, System.currentTimeMillis() << COUNTER_BITS);
        long time = last >>> COUNTER_BITS << 16;
        long random = ThreadLocalRandom.current().nextLong() & RANDOM;
        return new UUID(time | VERSION_7 | (last & COUNTER), VARIANT | random).toString();
    }
}
