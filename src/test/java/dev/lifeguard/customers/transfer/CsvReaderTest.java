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
    /// One record: where it begins, and either its fields or what is wrong with it.
    record Seen(long line, List<String> fields, String fault) {
        static Seen good(long line, String... fields) {
            return new Seen(line, List.of(fields), "");
        }

        static Seen bad(long line, String fault) {
            return new Seen(line, List.of(), fault);
        }
    }

    static Stream<Arguments> files() {
        String tooLong = "x".repeat(CsvReader.LONGEST_RECORD + 1);
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("a,b", List.of(Seen.good(1, "a", "b"))),
                Arguments.of("a,b\n", List.of(Seen.good(1, "a", "b"))),
                Arguments.of("a,b\r\n\r\n\nc,\r\n", List.of(Seen.good(1, "a", "b"), Seen.good(4, "c", ""))),
                Arguments.of(",\n", List.of(Seen.good(1, "", ""))),
                Arguments.of("\"\"\n", List.of(Seen.good(1, ""))),
                Arguments.of("\"a,\"\"b\"\"\r\nc\",d\n", List.of(Seen.good(1, "a,\"b\"\r\nc", "d"))),
                Arguments.of("\"a\nb\nc\",d\ne,f\n", List.of(Seen.good(1, "a\nb\nc", "d"), Seen.good(4, "e", "f"))),
                Arguments.of("a\rb,c\n", List.of(Seen.good(1, "a\rb", "c"))),
                Arguments.of("\uFEFFa\n", List.of(Seen.good(1, "a"))),
                Arguments.of("a\n\uFEFFb\n", List.of(Seen.good(1, "a"), Seen.good(2, "\uFEFFb"))),
                Arguments.of(
                        "a\n\"b\nc\n", List.of(Seen.good(1, "a"), Seen.bad(2, "has a quote that is never closed"))),
                Arguments.of(
                        "a\"b\nc\n",
                        List.of(Seen.bad(1, "has a quote in a field that does not begin with one"), Seen.good(2, "c"))),
                Arguments.of(
                        "\"a\" ,b\nc\n",
                        List.of(
                                Seen.bad(1, "has something between a closing quote and the next comma"),
                                Seen.good(2, "c"))),
                Arguments.of(tooLong + "\nb\n", List.of(Seen.bad(1, "is longer than 65,536 bytes"), Seen.good(2, "b"))),
                Arguments.of(
                        "\"" + tooLong + "\n\"\nb\n",
                        List.of(Seen.bad(1, "is longer than 65,536 bytes"), Seen.good(3, "b"))),
                Arguments.of(
                        ",".repeat(CsvReader.MOST_FIELDS) + "\nb\n",
                        List.of(Seen.bad(1, "has more than 100 fields"), Seen.good(2, "b"))));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsReadRecordByRecord(String file, List<Seen> records) throws IOException {
        assertThat(read(new ByteArrayInputStream(file.getBytes(UTF_8)))).isEqualTo(records);
    }

    @ParameterizedTest
    @MethodSource("files")
    void itDoesNotMatterInWhichPiecesAFileArrives(String file, List<Seen> records) throws IOException {
        assertThat(read(new ByteByByte(file.getBytes(UTF_8)))).isEqualTo(records);
    }

    @Test
    void aRecordMayFillItsSpaceToTheBrim() throws IOException {
        String longest = "x".repeat(CsvReader.LONGEST_RECORD);

        assertThat(read(new ByteArrayInputStream(longest.getBytes(UTF_8)))).containsExactly(Seen.good(1, longest));
    }

    @Test
    void aRecordThatIsFarTooLongIsReadOverWithoutMakingAnything() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] file = ("\"" + "x".repeat(1_000_000) + "\"" + ",".repeat(1_000_000)).getBytes(UTF_8);
        CsvReader csv = new CsvReader(new ByteArrayInputStream(file));
        long before = threads.getCurrentThreadAllocatedBytes();

        csv.next();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    private static List<Seen> read(InputStream file) throws IOException {
        CsvReader csv = new CsvReader(file);
        List<Seen> seen = new ArrayList<>();
        while (csv.next()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; csv.fault().isEmpty() && i < csv.size(); i++) {
                fields.add(csv.text(i));
            }
            seen.add(new Seen(csv.line(), List.copyOf(fields), csv.fault().orElse("")));
        }
        return seen;
    }

    /// Gives one byte at a time, as the slowest of networks does.
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
