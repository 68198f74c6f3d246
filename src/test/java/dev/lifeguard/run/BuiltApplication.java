package dev.lifeguard.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/// A copy of what the build made, the jar or with `-Dnative` the binary, so that a build that goes on meanwhile cannot
/// pull it away from under a process. Copied once for the run, removed at its end.
final class BuiltApplication {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Properties BUILT = built();
    private static final boolean BINARY = BUILT.getProperty("type").equals("native");
    private static final Path COPY = copy();

    private BuiltApplication() {}

    /// The jar, or the binary.
    static Path file() {
        return COPY.resolve(path().getFileName());
    }

    /// What starts it. A jar is started with one compiler: that takes less time, which is most of what tests wait for.
    ///
    /// @param options what the JVM and the binary understand alike, such as `-Xmx128m`
    static List<String> command(List<String> options) {
        if (BINARY) {
            return Stream.concat(Stream.of(file().toString()), options.stream()).toList();
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java, "-XX:TieredStopAtLevel=1"), options, List.of("-jar", file().toString()))
                .flatMap(List::stream)
                .toList();
    }

    private static Properties built() {
        try (InputStream written = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
            Properties built = new Properties();
            built.load(written);
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException("the application has to be built first: mvnw package", e);
        }
    }

    private static Path path() {
        return TARGET.resolve(BUILT.getProperty("path"));
    }

    private static Path copy() {
        try {
            Path copy = Files.createTempDirectory("lifeguard-run-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(copy)));
            if (BINARY) {
                Files.copy(path(), copy.resolve(path().getFileName()));
                return copy;
            }
            Path folder = path().getParent();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(it -> !it.equals(folder)).toList()) {
                    Files.copy(file, copy.resolve(folder.relativize(file)));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
