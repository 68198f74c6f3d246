package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Keeps on disk what a client sends at its own pace, so that it can be given to the database at the database's. The
/// file has no name any more once it is open, so nothing is left of it however the process ends.
final class Spool implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final SeekableByteChannel file;
    private final OutputStream out;

    private Spool(SeekableByteChannel file) {
        this.file = file;
        this.out = new BufferedOutputStream(new Kept(Channels.newOutputStream(file)), BUFFER);
    }

    /// Opens an empty one in the folder for temporary files, which only we can read.
    ///
    /// @throws ProblemException if there is no room, and so does writing: the client has done nothing wrong
    static Spool open() {
        try {
            Path path = Files.createTempFile("lifeguard-import-", ".rows");
            return new Spool(Files.newByteChannel(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    OutputStream out() {
        return out;
    }

    /// All that was written, from the beginning; as often as it is asked for, but one at a time.
    InputStream in() {
        try {
            out.flush();
            file.position(0);
            return Channels.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException notKept(IOException cause) {
        return Problem.of(
                        ProblemKind.INTERNAL,
                        "The service could not keep the file while it came in, and nothing was changed. "
                                + "The request id leads to the cause in the log.")
                .causedBy(cause);
    }

    /// Tells a disk that is full from a client that went away.
    private static final class Kept extends FilterOutputStream {
        Kept(OutputStream disk) {
            super(disk);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw notKept(e);
            }
        }
    }
}
