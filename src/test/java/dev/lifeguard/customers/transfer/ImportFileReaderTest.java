package dev.lifeguard.customers.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.database.Ids;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ImportFileReaderTest {
    private static final int MOST = 3;

    @Test
    void aFileMayHaveSoManyLines() throws IOException {
        try (ReceivedFile received = ImportFileReader.receive(file(MOST), new Ids(), MOST)) {
            assertThat(received.lines()).isEqualTo(MOST);
        }
    }

    @Test
    void oneLineMoreIsTooMuch() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> ImportFileReader.receive(file(MOST + 1), new Ids(), MOST));

        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BODY_TOO_LARGE);
        assertThat(refused.problem().detail()).isEqualTo("An import may have 3 lines at the most.");
    }

    private static InputStream file(int lines) {
        return new ByteArrayInputStream(("name,email\n" + "A,a@b.test\n".repeat(lines)).getBytes(UTF_8));
    }
}
