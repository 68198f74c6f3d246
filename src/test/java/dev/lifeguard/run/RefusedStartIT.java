package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedStartIT {
    private static final Map<String, String> FOUR_FAULTS = Map.of(
            "DB_POOL_MAX_CONNECTIONS", "ten",
            "DB_STATEMENT_TIMEOUT", "soon",
            "DATABASE_URL", "postgresql://someone:a-password-to-hide@localhost/shop?sslmode=perhaps");

    @TempDir
    private Path temp;

    private Path folder;
    private ServiceProcess service;

    @BeforeEach
    void anEmptyFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("service"));
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void everyFaultIsOneLineAndThereIsNoOtherOutput() {
        assertThat(exitCode(FOUR_FAULTS)).isEqualTo(78);
        assertThat(service.errors().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("DATABASE_URL has an unknown sslmode (known: disable, allow"))
                .contains(
                        "DB_POOL_MAX_CONNECTIONS has \"ten\": it takes a whole number from 1 to 1000",
                        "DB_STATEMENT_TIMEOUT has \"soon\": it takes a duration from 10ms to 1h,"
                                + " such as 500ms, 5s, 30m or 1h")
                .noneMatch(line -> line.contains("a-password-to-hide"));
        assertThat(service.output()).isEmpty();
    }

    @Test
    void aRefusalTakesLessThanTwoSeconds() {
        Optional<Duration> quick = Stream.generate(() -> timeToRefuse())
                .limit(10)
                .filter(time -> time.compareTo(Duration.ofSeconds(2)) < 0)
                .findFirst();

        assertThat(quick).as("one of ten, as the machine may be busy").isPresent();
    }

    private Duration timeToRefuse() {
        long begun = System.nanoTime();
        assertThat(exitCode(FOUR_FAULTS)).isEqualTo(78);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void anExternalDatabaseNeedsAWayToCheckTokens() {
        assertThat(exitCode(Map.of("DATABASE_URL", "postgresql://someone:a-password-to-hide@localhost/shop")))
                .isEqualTo(78);
        assertThat(service.errors().lines())
                .singleElement()
                .asString()
                .startsWith("AUTH_SECRET and AUTH_JWKS_URL are not set: with DATABASE_URL one of them is needed");
    }

    @Test
    void aFaultInADotEnvFileIsFoundAsWell() throws IOException {
        Files.writeString(folder.resolve(".env"), "DB_POOL_MAX_CONNECTIONS=a-dozen\n");

        assertThat(exitCode(Map.of())).isEqualTo(78);
        assertThat(service.errors())
                .isEqualTo("DB_POOL_MAX_CONNECTIONS has \"a-dozen\": it takes a whole number from 1 to 1000\n");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            int code = exitCode(Map.of(
                    "HTTP_PORT", port,
                    "DATABASE_URL", System.getProperty("database.url"),
                    "AUTH_SECRET", System.getProperty("auth.secret")));

            assertThat(code).isNotZero();
            assertThat(service.output())
                    .contains("port " + port + " on ", "is already in use")
                    .doesNotContain("BindException");
        }
    }

    @Test
    void aRefusalLeavesNothingBehind() throws IOException {
        exitCode(FOUR_FAULTS);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private int exitCode(Map<String, String> environment) {
        service = ServiceProcess.start(folder, environment);
        return service.ended();
    }
}
