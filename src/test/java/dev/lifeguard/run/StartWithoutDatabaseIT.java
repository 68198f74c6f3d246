package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Token;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWithoutDatabaseIT {
    @TempDir
    private Path temp;

    private PostgresServer server;
    private ServiceProcess service;

    @BeforeEach
    void startWhileTheDatabaseIsDown() throws Exception {
        server = PostgresServer.start();
        server.stop();
        service = ServiceProcess.start(
                        Files.createDirectory(temp.resolve("service")),
                        Map.of("DATABASE_URL", server.url(), "AUTH_SECRET", System.getProperty("auth.secret")))
                .listening();
    }

    @AfterEach
    void end() {
        service.close();
        server.close();
    }

    @Test
    void itServesWhatItCanAndTheRestOnceTheDatabaseIsUp() {
        assertThat(service.get("/health").statusCode()).isEqualTo(200);
        assertThat(status("/health/live")).isEqualTo("200 UP");
        assertThat(status("/health/started")).isEqualTo("503 DOWN");
        assertThat(status("/health/ready")).isEqualTo("503 DOWN");
        HttpResponse<String> refused = customers();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(JsonPath.from(refused.body()).getString("type")).isEqualTo("urn:lifeguard:problem:starting");
        await("repeated log lines").atMost(Duration.ofSeconds(60)).until(() -> tries() > 1);

        server.startAgain();

        await("recovery").atMost(Duration.ofSeconds(60)).until(() -> customers().statusCode() == 200);
        assertThat(status("/health/started")).isEqualTo("200 UP");
        assertThat(status("/health/ready")).isEqualTo("200 UP");
        assertThat(service.output()).containsPattern("connection pool ready \\(2-10 connections, PostgreSQL 18");
        assertThat(service.errors()).isEmpty();
    }

    @Test
    void itCanBeStoppedWhileItWaits() {
        assertThat(service.terminate().ended()).isEqualTo(143);
    }

    private HttpResponse<String> customers() {
        return service.get("/api/customers", "Authorization", Token.bearer("viewer"));
    }

    private long tries() {
        return service.output()
                .lines()
                .filter(line -> line.contains("database not ready, next try in"))
                .count();
    }

    private String status(String probe) {
        HttpResponse<String> answer = service.get(probe);
        return answer.statusCode() + " " + JsonPath.from(answer.body()).getString("status");
    }
}
