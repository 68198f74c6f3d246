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

/// A body that may neither be too large nor take too long, nor come too slowly while others find no place. That no
/// more than a moment passes from one piece to the next is seen to by the server (`quarkus.http.read-timeout`).
final class BoundedBody extends FilterInputStream {
    static final Duration LONGEST = Duration.ofMinutes(15);

    /// How long a body is looked at before its pace is judged, so that a line may falter.
    static final Duration STRETCH = Duration.ofSeconds(30);

    /// Less than a poor line brings, and enough for the place to be of use: 1 MB in each stretch.
    static final long LEAST_IN_A_STRETCH = 1024 * 1024;

    private static final Duration LATER = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final BooleanSupplier crowded;
    private final long begun;
    private long read;
    private long stretchBegun;
    private long readBefore;
    private boolean refused;

    /// @param nanos what time it is, from any point on
    /// @param crowded whether there is no place for another body
    BoundedBody(InputStream in, LongSupplier nanos, BooleanSupplier crowded) {
        super(in);
        this.nanos = nanos;
        this.crowded = crowded;
        this.begun = nanos.getAsLong();
        this.stretchBegun = begun;
    }

    /// Whether no more of it is wanted. What is wrong with its content does not count: then the rest is read.
    boolean isRefused() {
        return refused;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
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
        if (now - begun > LONGEST.toNanos()) {
            throw refused(Problem.of(
                    ProblemKind.MALFORMED_REQUEST,
                    "The body was still coming after %d s, and nothing was changed.".formatted(LONGEST.toSeconds())));
        }
        if (now - stretchBegun >= STRETCH.toNanos()) {
            checkPace();
            stretchBegun = now;
            readBefore = read;
        }
    }

    private void checkPace() {
        if (read - readBefore < LEAST_IN_A_STRETCH && crowded.getAsBoolean()) {
            throw refused(Problem.of(
                            ProblemKind.POOL_BUSY,
                            "%,d bytes came in %d s, and nothing was changed. While all places for imports are taken, %,d are asked for."
                                    .formatted(read - readBefore, STRETCH.toSeconds(), LEAST_IN_A_STRETCH))
                    .retryAfter(LATER));
        }
    }

    private ProblemException refused(Problem why) {
        refused = true;
        return why.asException();
    }
}
