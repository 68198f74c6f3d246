package dev.lifeguard.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A copy of what the build made, so that a build that goes on meanwhile cannot pull it away from under a process.
/// Copied once for the run, removed at its end.
final class BuiltApplication {
    private static final Path BUILT = Path.of("target", "quarkus-app").toAbsolutePath();
    private static final Path COPY = copy();

    private BuiltApplication() {}

    static Path jar() {
        return COPY.resolve("quarkus-run.jar");
    }

    private static Path copy() {
        try {
            Path copy = Files.createTempDirectory("lifeguard-run-");
            try (Stream<Path> files = Files.walk(BUILT)) {
                for (Path file : files.toList()) {
                    if (!file.equals(BUILT)) {
                        Files.copy(file, copy.resolve(BUILT.relativize(file)));
                    }
                }
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(copy)));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("the application has to be built first: mvnw package", e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
