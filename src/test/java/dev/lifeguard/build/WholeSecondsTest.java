package dev.lifeguard.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.WholeSeconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeSecondsTest {
    @TempDir
    private Path temp;

    @Test
    void timesAreCutInAllFolders() throws IOException {
        Path file = Files.createFile(
                Files.createDirectories(temp.resolve("lib/main")).resolve("a.jar"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-21T10:15:30.987654321Z")));

        WholeSeconds.in(temp);

        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo("2026-11-21T10:15:30Z");
    }

    /// A binary was built, and no jar.
    @Test
    void aFolderThatIsNotThereIsLeftAlone() {
        WholeSeconds.in(temp.resolve("quarkus-app"));

        assertThat(temp).isEmptyDirectory();
    }
}
