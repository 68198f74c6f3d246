package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Runs promtool, the tool that comes with Prometheus. If it is not installed, the test is skipped with
/// a message.
final class Promtool {
    private static final int PATIENCE_SECONDS = 60;

    private Promtool() {}

    /// Runs it and expects success.
    static void approves(String input, String... arguments) {
        Assumptions.assumeTrue(isThere(), "promtool is not installed: on Debian it is in the package prometheus");
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Arrays.stream(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isThere() {
        List<String> path = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return path.stream().anyMatch(folder -> new File(folder, "promtool").canExecute());
    }
}
