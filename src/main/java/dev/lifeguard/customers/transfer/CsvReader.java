package dev.lifeguard.customers.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads CSV (RFC 4180) record by record, in the memory of one record. Lines end with LF or CRLF. A
/// byte order mark and empty lines are skipped. A faulty record does not affect the next one.
final class CsvReader {
    static final int MAX_RECORD_BYTES = 64 * 1024;
    static final int MAX_FIELDS = 100;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int END = -1;

    /// Formatted once: a long record asks for these at each byte.
    private static final String TOO_LONG = "is longer than %,d bytes".formatted(MAX_RECORD_BYTES);

    private static final String TOO_MANY = "has more than %d fields".formatted(MAX_FIELDS);

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int filled;
    private boolean started;

    private final byte[] record = new byte[MAX_RECORD_BYTES];
    private final int[] ends = new int[MAX_FIELDS];
    private int length;
    private int fields;
    private boolean isQuoted;
    private String fault = "";
    private long line = 1;
    private long recordLine;

    CsvReader(InputStream in) {
        this.in = in;
    }

    /// Moves to the next record.
    ///
    /// @return false if there is none
    boolean next() throws IOException {
        if (!started) {
            started = true;
            skipByteOrderMark();
        }
        do {
            if (peek() == END) {
                return false;
            }
            readRecord();
        } while (fields == 1 && length == 0 && !isQuoted && fault.isEmpty());
        return true;
    }

    /// The line on which the record begins, counted from 1.
    long line() {
        return recordLine;
    }

    /// The number of fields in the record.
    int size() {
        return fields;
    }

    /// Why the record cannot be read; empty if it can.
    Optional<String> fault() {
        return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
    }

    /// The value of a field, without the quotes around it.
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
        recordLine = line;
        length = 0;
        fields = 0;
        isQuoted = false;
        fault = "";
        boolean more = true;
        while (more) {
            boolean inQuotes = peek() == '"';
            if (inQuotes) {
                isQuoted = true;
                readQuoted();
            }
            more = readRest(inQuotes);
        }
    }

    /// Reads up to the quote that closes the field, and past it.
    private void readQuoted() throws IOException {
        read();
        while (true) {
            int next = read();
            if (next == END) {
                fail("has a quote that is not closed");
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

    /// Reads up to the comma or the line break that ends the field, and past it.
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
                fail("has text between a closing quote and the next comma");
            } else if (next == '"') {
                fail("has a quote inside a field that is not quoted");
            }
            append(next);
        }
    }

    private void append(int next) {
        if (length == MAX_RECORD_BYTES) {
            fail(TOO_LONG);
        } else {
            record[length++] = (byte) next;
        }
    }

    private void endField() {
        if (fields == MAX_FIELDS) {
            fail(TOO_MANY);
        } else {
            ends[fields++] = length;
        }
    }

    private void fail(String reason) {
        if (fault.isEmpty()) {
            fault = reason;
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
        int read = in.read(buffer, 0, BUFFER_SIZE);
        position = 0;
        filled = Math.max(0, read);
        return filled > 0;
    }

    private void skipByteOrderMark() throws IOException {
        while (filled < BYTE_ORDER_MARK.length) {
            int read = in.read(buffer, filled, BUFFER_SIZE - filled);
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
