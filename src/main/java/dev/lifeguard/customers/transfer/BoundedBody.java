package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.BodyLimit;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A body that may neither be too large nor take too long. That no more than a moment passes from one piece to the
/// next is seen to by the server (`quarkus.http.read-timeout`).
final class BoundedBody extends FilterInputStream {
    private final Duration time;
    private final long begun = System.nanoTime();
    private long read;

    BoundedBody(InputStream in, Duration time) {
        super(in);
        this.time = time;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        read += Math.max(0, count);
        if (read > BodyLimit.LARGEST_STREAMED) {
            throw BodyLimit.streamedTooLarge().asException();
        }
        if (System.nanoTime() - begun > time.toNanos()) {
            throw Problem.of(
                            ProblemKind.MALFORMED_REQUEST,
                            "The body was still coming after %d s, and nothing was changed."
                                    .formatted(time.toSeconds()))
                    .asException();
        }
        return count;
    }
}
