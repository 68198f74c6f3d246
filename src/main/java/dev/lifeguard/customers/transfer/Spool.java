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

/// Keeps rows on disk while a client sends them at its own pace, so that the database can read them at
/// its pace. The file is unlinked as soon as it is open, so nothing remains however the process ends.
final class Spool implements AutoCloseable {
    private static final int BUFFER_SIZE = 64 * 1024;

    private final SeekableByteChannel file;
    private final OutputStream out;

    private Spool(SeekableByteChannel file) {
        this.file = file;
        this.out = new BufferedOutputStream(new DiskStream(Channels.newOutputStream(file)), BUFFER_SIZE);
    }

    /// Opens an empty spool in the folder for temporary files. Only the user of the service can read
    /// the file.
    ///
    /// @throws ProblemException of kind `internal` if the disk fails or is full, here as at each write:
    ///     that is not the fault of the client
    static Spool open() {
        try {
            Path path = Files.createTempFile("lifeguard-import-", ".rows");
            return new Spool(Files.newByteChannel(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)));
        } catch (IOException e) {
            throw diskFailed(e);
        }
    }

    OutputStream out() {
        return out;
    }

    /// Everything that was written, from the start. It can be read repeatedly, by one reader at a time.
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

    private static ProblemException diskFailed(IOException cause) {
        return Problem.of(
                        ProblemKind.INTERNAL,
                        "The service could not keep the file on disk. Nothing was changed. "
                                + "The log has the cause under the request id.")
                .causedBy(cause);
    }

    /// Distinguishes a disk that fails from a client that disconnects.
    private static final class DiskStream extends FilterOutputStream {
        DiskStream(OutputStream disk) {
            super(disk);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw diskFailed(e);
            }
        }
    }
}
