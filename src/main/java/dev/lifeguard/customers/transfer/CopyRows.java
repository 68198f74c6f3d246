package dev.lifeguard.customers.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes rows in the text format of `copy`: values separated by tabs, one row on each line.
final class CopyRows {
    private static final byte[] NULL = {'\\', 'N'};

    private final OutputStream out;
    private boolean first = true;

    CopyRows(OutputStream out) {
        this.out = out;
    }

    /// Writes the next value of the row. An empty text becomes null, as no field of a customer can be
    /// an empty text.
    CopyRows value(String text) throws IOException {
        if (!first) {
            out.write('\t');
        }
        first = false;
        if (text.isEmpty()) {
            out.write(NULL);
        } else {
            writeEscaped(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    void endRow() throws IOException {
        out.write('\n');
        first = true;
    }

    private void writeEscaped(byte[] bytes) throws IOException {
        int written = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte letter = escape(bytes[i]);
            if (letter != 0) {
                out.write(bytes, written, i - written);
                out.write('\\');
                out.write(letter);
                written = i + 1;
            }
        }
        out.write(bytes, written, bytes.length - written);
    }

    /// The letter that represents a byte after a backslash; 0 if the byte needs no escape.
    private static byte escape(byte value) {
        return switch (value) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
