package dev.lifeguard.customers.transfer;

import java.io.BufferedOutputStream;
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
        this.out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
    }

    /// Opens an empty one in the folder for temporary files, which only we can read.
    static Spool open() throws IOException {
        Path path = Files.createTempFile("lifeguard-import-", ".rows");
        return new Spool(Files.newByteChannel(
                path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)));
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
}
