package dev.lifeguard.customers.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvReaderTest {
    /// A record: the line where it begins, and either its fields or why it cannot be read.
    record Parsed(long line, List<String> fields, String fault) {
        static Parsed good(long line, String... fields) {
            return new Parsed(line, List.of(fields), "");
        }

        static Parsed bad(long line, String fault) {
            return new Parsed(line, List.of(), fault);
        }
    }

    static Stream<Arguments> files() {
        String tooLong = "x".repeat(CsvReader.MAX_RECORD_BYTES + 1);
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("a,b", List.of(Parsed.good(1, "a", "b"))),
                Arguments.of("a,b\n", List.of(Parsed.good(1, "a", "b"))),
                Arguments.of("a,b\r\n\r\n\nc,\r\n", List.of(Parsed.good(1, "a", "b"), Parsed.good(4, "c", ""))),
                Arguments.of(",\n", List.of(Parsed.good(1, "", ""))),
                Arguments.of("\"\"\n", List.of(Parsed.good(1, ""))),
                Arguments.of("\"a,\"\"b\"\"\r\nc\",d\n", List.of(Parsed.good(1, "a,\"b\"\r\nc", "d"))),
                Arguments.of("\"a\nb\nc\",d\ne,f\n", List.of(Parsed.good(1, "a\nb\nc", "d"), Parsed.good(4, "e", "f"))),
                Arguments.of("a\rb,c\n", List.of(Parsed.good(1, "a\rb", "c"))),
                Arguments.of("\uFEFFa\n", List.of(Parsed.good(1, "a"))),
                Arguments.of("a\n\uFEFFb\n", List.of(Parsed.good(1, "a"), Parsed.good(2, "\uFEFFb"))),
                Arguments.of(
                        "a\n\"b\nc\n", List.of(Parsed.good(1, "a"), Parsed.bad(2, "has a quote that is not closed"))),
                Arguments.of(
                        "a\"b\nc\n",
                        List.of(Parsed.bad(1, "has a quote inside a field that is not quoted"), Parsed.good(2, "c"))),
                Arguments.of(
                        "\"a\" ,b\nc\n",
                        List.of(
                                Parsed.bad(1, "has text between a closing quote and the next comma"),
                                Parsed.good(2, "c"))),
                Arguments.of(
                        tooLong + "\nb\n", List.of(Parsed.bad(1, "is longer than 65,536 bytes"), Parsed.good(2, "b"))),
                Arguments.of(
                        "\"" + tooLong + "\n\"\nb\n",
                        List.of(Parsed.bad(1, "is longer than 65,536 bytes"), Parsed.good(3, "b"))),
                Arguments.of(
                        ",".repeat(CsvReader.MAX_FIELDS) + "\nb\n",
                        List.of(Parsed.bad(1, "has more than 100 fields"), Parsed.good(2, "b"))));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadRecordByRecord(String file, List<Parsed> records) throws IOException {
        assertThat(read(new ByteArrayInputStream(file.getBytes(UTF_8)))).isEqualTo(records);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadTheSameInWhateverPiecesItArrives(String file, List<Parsed> records) throws IOException {
        assertThat(read(new ByteByByte(file.getBytes(UTF_8)))).isEqualTo(records);
    }

    @Test
    void aRecordMayBeExactlyAsLongAsTheLimit() throws IOException {
        String longest = "x".repeat(CsvReader.MAX_RECORD_BYTES);

        assertThat(read(new ByteArrayInputStream(longest.getBytes(UTF_8)))).containsExactly(Parsed.good(1, longest));
    }

    @Test
    void aRecordThatIsFarTooLongIsSkippedWithoutAllocating() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] file = ("\"" + "x".repeat(1_000_000) + "\"" + ",".repeat(1_000_000)).getBytes(UTF_8);
        CsvReader csv = new CsvReader(new ByteArrayInputStream(file));
        long before = threads.getCurrentThreadAllocatedBytes();

        csv.next();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    private static List<Parsed> read(InputStream file) throws IOException {
        CsvReader csv = new CsvReader(file);
        List<Parsed> parsed = new ArrayList<>();
        while (csv.next()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; csv.fault().isEmpty() && i < csv.size(); i++) {
                fields.add(csv.text(i));
            }
            parsed.add(new Parsed(csv.line(), List.copyOf(fields), csv.fault().orElse("")));
        }
        return parsed;
    }

    /// Returns one byte at a time, as the slowest network does.
    private static final class ByteByByte extends ByteArrayInputStream {
        ByteByByte(byte[] file) {
            super(file);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
        }
    }
}
