package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.BodyLimit;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// A request body with bounds: on its size, on its duration and, while all places for imports are
/// taken, on its pace. The server itself ends a body that pauses too long
/// (`quarkus.http.read-timeout`).
final class BoundedBody extends FilterInputStream {
    static final Duration MAX_DURATION = Duration.ofMinutes(15);

    /// The pace is measured over this time, so that a connection may falter.
    static final Duration PACE_WINDOW = Duration.ofSeconds(30);

    /// 1 MB. A poor connection transfers more in this time; a body that transfers less does not justify
    /// its place.
    static final long LEAST_PER_WINDOW = 1024 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final BooleanSupplier crowded;
    private final long startedAt;
    private long read;
    private long windowStartedAt;
    private long readBeforeWindow;
    private boolean refused;

    /// @param nanos a monotonic clock
    /// @param crowded whether all places are taken
    BoundedBody(InputStream in, LongSupplier nanos, BooleanSupplier crowded) {
        super(in);
        this.nanos = nanos;
        this.crowded = crowded;
        this.startedAt = nanos.getAsLong();
        this.windowStartedAt = startedAt;
    }

    /// Whether the body has exceeded a bound. Faults in its content do not count: after those the rest
    /// is still read.
    boolean isRefused() {
        return refused;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count >= 0) {
            read += count;
            check(nanos.getAsLong());
        }
        return count;
    }

    private void check(long now) {
        if (read > BodyLimit.LARGEST_STREAMED) {
            throw refused(BodyLimit.streamedTooLarge());
        }
        if (now - startedAt > MAX_DURATION.toNanos()) {
            throw refused(Problem.of(
                    ProblemKind.MALFORMED_REQUEST,
                    "The body was not complete after %d s. Nothing was changed.".formatted(MAX_DURATION.toSeconds())));
        }
        if (now - windowStartedAt >= PACE_WINDOW.toNanos()) {
            checkPace();
            windowStartedAt = now;
            readBeforeWindow = read;
        }
    }

    private void checkPace() {
        if (read - readBeforeWindow < LEAST_PER_WINDOW && crowded.getAsBoolean()) {
            throw refused(Problem.of(
                            ProblemKind.POOL_BUSY,
                            "%,d bytes arrived in %d s; %,d are required while all places for imports are taken. Nothing was changed."
                                    .formatted(read - readBeforeWindow, PACE_WINDOW.toSeconds(), LEAST_PER_WINDOW))
                    .retryAfter(RETRY_AFTER));
        }
    }

    private ProblemException refused(Problem why) {
        refused = true;
        return why.asException();
    }
}
