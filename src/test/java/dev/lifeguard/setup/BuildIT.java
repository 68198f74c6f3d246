package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// Quarkus writes into the jar what a source of settings gives at build time. [SettingsSource] could
/// give the password of a database of the build machine, so it gives nothing then.
class BuildIT {
    private static final Path GENERATED = Path.of("target", "quarkus-app", "quarkus", "generated-bytecode.jar");
    private static final String DEFAULTS = "io/quarkus/runtime/generated/RunTimeConfigCustomizer.class";

    @Test
    void theJarContainsNoSettingsOfTheBuildMachine() throws IOException {
        try (ZipFile jar = new ZipFile(GENERATED.toFile())) {
            ZipEntry entry = jar.getEntry(DEFAULTS);
            String written = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(written).contains("quarkus.datasource.jdbc.max-size");
            assertThat(written)
                    .doesNotContain("settings.backslash", "statement_timeout", "quarkus.datasource.jdbc.url");
        }
    }
}
