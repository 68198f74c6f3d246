package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// Quarkus writes into the jar what it hears from a source of settings at build time. What [SettingsSource] says
/// may contain the password of a database of the build machine, so it says nothing then, not even this.
class BuildIT {
    private static final Path GENERATED = Path.of("target", "quarkus-app", "quarkus", "generated-bytecode.jar");
    private static final String DEFAULTS = "io/quarkus/runtime/generated/RunTimeConfigCustomizer.class";

    @Test
    void theBuildKeepsNothingOfTheSettingsOfItsMachine() throws IOException {
        try (ZipFile jar = new ZipFile(GENERATED.toFile())) {
            ZipEntry entry = jar.getEntry(DEFAULTS);
            String kept = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(kept).contains("quarkus.datasource.jdbc.max-size");
            assertThat(kept).doesNotContain("settings.backslash", "statement_timeout", "quarkus.datasource.jdbc.url");
        }
    }
}
