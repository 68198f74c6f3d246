package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.WholeSeconds;
import dev.lifeguard.setup.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An AOT cache is still good once the folder has been copied into an image, where times of files are whole seconds.
///
/// It is trained by a start with a database, and tried by one that is refused for a setting: that comes after the JVM
/// has looked at the cache. A cache of a start that is refused would not do, as it holds no times of jars.
@Tag("nightly")
class AotCacheIT {
    private static final Path BUILT = Path.of("target", "quarkus-app");
    private static final String CACHE = "-XX:AOTCache=app.aot";
    private static final String RECORDED = "-XX:AOTConfiguration=app.aotconf";
    private static final int REFUSED_BY_THE_JVM = 1;

    @TempDir
    private Path temp;

    @Test
    void itIsAcceptedWhicheverWayACopyRounds() throws Exception {
        Path built = copy(BUILT, "built", time -> down(time).plusMillis(500));
        WholeSeconds.in(built);
        train(built);

        assertThat(startWithCache(copy(built, "down", AotCacheIT::down))).isEqualTo(Settings.EXIT_CODE);
        assertThat(startWithCache(copy(built, "up", AotCacheIT::up))).isEqualTo(Settings.EXIT_CODE);
    }

    /// Otherwise the test above could not fail.
    @Test
    void itIsRefusedIfTimesWereRoundedAfterTheTraining() throws Exception {
        Path built = copy(BUILT, "built", time -> down(time).plusMillis(500));
        train(built);

        assertThat(startWithCache(copy(built, "up", AotCacheIT::up))).isEqualTo(REFUSED_BY_THE_JVM);
    }

    private static Instant down(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant up(Instant time) {
        return time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private Path copy(Path from, String name, UnaryOperator<Instant> times) throws IOException {
        Path to = temp.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.copy(file, copied);
                if (Files.isRegularFile(file)) {
                    Instant time = Files.getLastModifiedTime(file).toInstant();
                    Files.setLastModifiedTime(copied, FileTime.from(times.apply(time)));
                }
            }
        }
        return to;
    }

    private static void train(Path folder) throws Exception {
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        Process service = java(folder, output, serving(), "-XX:AOTMode=record", RECORDED);
        try {
            await("listening")
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> Files.readString(output).contains("Listening on: "));
        } finally {
            service.destroy();
            ended(service);
        }
        assertThat(ended(java(folder, output, Map.of(), "-XX:AOTMode=create", RECORDED, CACHE)))
                .isZero();
    }

    private static Map<String, String> serving() {
        return Map.of(
                "DATABASE_URL", System.getProperty("database.url"),
                "AUTH_SECRET", System.getProperty("auth.secret"),
                "HTTP_PORT", "0");
    }

    private static int startWithCache(Path folder) throws Exception {
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        return ended(java(folder, output, Map.of("HTTP_PORT", "none"), "-XX:AOTMode=on", CACHE));
    }

    private static Process java(Path folder, Path output, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().putAll(environment);
        return process.start();
    }

    private static int ended(Process process) throws InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
