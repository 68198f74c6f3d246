package dev.lifeguard.customers.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.customers.Customer;
import dev.lifeguard.customers.CustomerStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// An import reads what an export writes.
class CsvRoundTripTest {
    @Property(tries = 500)
    void everyTextIsTheSameAfterARoundTrip(@ForAll("texts") List<String> texts) throws IOException {
        String file = texts.stream()
                .map(CsvRoundTripTest::customer)
                .map(CsvWriter::line)
                .collect(Collectors.joining());

        assertThat(read(file)).isEqualTo(texts);
    }

    @Property(tries = 500)
    void noFieldOfAnExportBeginsLikeAFormula(@ForAll("texts") List<String> texts) throws IOException {
        for (String text : texts) {
            CsvReader csv = reader(CsvWriter.line(customer(text)));
            csv.next();

            assertThat(csv.text(1)).matches("(?s)([^=+\\-@\t\r\n＝＋－＠].*)?");
        }
    }

    /// Texts made of characters that CSV or a spreadsheet treats specially, and of others.
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "=", "+", "-", "@", "'", "\"", ",", "\n", "\r", "\r\n", "\t", " ", "＝", "\\N", "ş", "👩‍💻"),
                Arbitraries.strings().alpha().ofMaxLength(3),
                Arbitraries.strings().excludeChars('\u0000').ofMaxLength(2).filter(CsvRoundTripTest::hasNoSurrogate));
        return pieces.list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    /// A lone surrogate cannot be encoded in UTF-8.
    private static boolean hasNoSurrogate(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static Customer customer(String text) {
        Instant moment = Instant.EPOCH;
        return new Customer(
                new UUID(1, 2), text, "e@x", text, null, CustomerStatus.LEAD, null, text, moment, moment, 1);
    }

    private static List<String> read(String file) throws IOException {
        CsvReader csv = reader(file);
        List<String> found = new ArrayList<>();
        while (csv.next()) {
            assertThat(csv.fault()).isEmpty();
            assertThat(csv.size()).isEqualTo(11);
            String name = FormulaEscape.unescape(csv.text(1));
            assertThat(List.of(FormulaEscape.unescape(csv.text(3)), FormulaEscape.unescape(csv.text(7))))
                    .containsExactly(name, name);
            found.add(name);
        }
        return found;
    }

    private static CsvReader reader(String file) {
        return new CsvReader(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }
}
