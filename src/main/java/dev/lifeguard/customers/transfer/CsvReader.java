package dev.lifeguard.customers.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads CSV (RFC 4180) record by record, in as much memory as one record may have. Lines end with LF or CRLF; a byte
/// order mark and empty lines are skipped. What is wrong with one record does not keep the next from being read.
final class CsvReader {
    static final int LONGEST_RECORD = 64 * 1024;
    static final int MOST_FIELDS = 100;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER = 64 * 1024;
    private static final int END = -1;

    /// Made once: they may be wanted again for each byte of a file.
    private static final String TOO_LONG = "is longer than %,d bytes".formatted(LONGEST_RECORD);

    private static final String TOO_MANY = "has more than %d fields".formatted(MOST_FIELDS);

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private boolean begun;

    private final byte[] record = new byte[LONGEST_RECORD];
    private final int[] ends = new int[MOST_FIELDS];
    private int length;
    private int fields;
    private boolean quoted;
    private String fault = "";
    private long line = 1;
    private long begins;

    CsvReader(InputStream in) {
        this.in = in;
    }

    /// Goes to the next record.
    ///
    /// @return false if there is none
    boolean next() throws IOException {
        if (!begun) {
            begun = true;
            skipByteOrderMark();
        }
        do {
            if (peek() == END) {
                return false;
            }
            readRecord();
        } while (fields == 1 && length == 0 && !quoted && fault.isEmpty());
        return true;
    }

    /// The line of the file on which the record begins, from 1.
    long line() {
        return begins;
    }

    /// How many fields the record has.
    int size() {
        return fields;
    }

    /// What keeps the record from being read, if something does.
    Optional<String> fault() {
        return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
    }

    /// A field as it is meant, without the quotes around it.
    ///
    /// @throws CharacterCodingException if it is not UTF-8
    String text(int field) throws CharacterCodingException {
        int begin = field == 0 ? 0 : ends[field - 1];
        int size = ends[field] - begin;
        String text = new String(record, begin, size, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record, begin, size));
        }
        return text;
    }

    private void readRecord() throws IOException {
        begins = line;
        length = 0;
        fields = 0;
        quoted = false;
        fault = "";
        boolean more = true;
        while (more) {
            boolean inQuotes = peek() == '"';
            if (inQuotes) {
                quoted = true;
                readQuoted();
            }
            more = readRest(inQuotes);
        }
    }

    /// Up to and with the quote that ends the field.
    private void readQuoted() throws IOException {
        read();
        while (true) {
            int next = read();
            if (next == END) {
                complain("has a quote that is never closed");
                return;
            }
            if (next == '"') {
                if (peek() != '"') {
                    return;
                }
                read();
            }
            append(next);
        }
    }

    /// Up to and with what ends the field.
    ///
    /// @return whether another field follows
    private boolean readRest(boolean afterQuotes) throws IOException {
        while (true) {
            int next = read();
            if (next == ',' || next == '\n' || next == END) {
                endField();
                return next == ',';
            }
            if (next == '\r' && peek() == '\n') {
                continue;
            }
            if (afterQuotes) {
                complain("has something between a closing quote and the next comma");
            } else if (next == '"') {
                complain("has a quote in a field that does not begin with one");
            }
            append(next);
        }
    }

    private void append(int next) {
        if (length == LONGEST_RECORD) {
            complain(TOO_LONG);
        } else {
            record[length++] = (byte) next;
        }
    }

    private void endField() {
        if (fields == MOST_FIELDS) {
            complain(TOO_MANY);
        } else {
            ends[fields++] = length;
        }
    }

    private void complain(String what) {
        if (fault.isEmpty()) {
            fault = what;
        }
    }

    private int read() throws IOException {
        if (position == filled && !fill()) {
            return END;
        }
        byte next = buffer[position++];
        if (next == '\n') {
            line++;
        }
        return next & 0xFF;
    }

    private int peek() throws IOException {
        return position == filled && !fill() ? END : buffer[position] & 0xFF;
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, BUFFER);
        position = 0;
        filled = Math.max(0, read);
        return filled > 0;
    }

    private void skipByteOrderMark() throws IOException {
        while (filled < BYTE_ORDER_MARK.length) {
            int read = in.read(buffer, filled, BUFFER - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        if (filled >= BYTE_ORDER_MARK.length
                && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
            position = BYTE_ORDER_MARK.length;
        }
    }
}
