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
    private static final int MAX = 3;

    @Test
    void aFileMayHaveAsManyLinesAsTheLimit() throws IOException {
        try (ReceivedFile received = ImportFileReader.read(file(MAX), new Ids(), MAX)) {
            assertThat(received.lines()).isEqualTo(MAX);
        }
    }

    @Test
    void aFileWithOneLineMoreIsRefused() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> ImportFileReader.read(file(MAX + 1), new Ids(), MAX));

        assertThat(refused.problem().kind()).isEqualTo(ProblemKind.BODY_TOO_LARGE);
        assertThat(refused.problem().detail()).isEqualTo("An import may have at most 3 lines.");
    }

    private static InputStream file(int lines) {
        return new ByteArrayInputStream(("name,email\n" + "A,a@b.test\n".repeat(lines)).getBytes(UTF_8));
    }
}
