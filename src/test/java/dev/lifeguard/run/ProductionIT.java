package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Token;
import io.restassured.path.json.JsonPath;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With `DATABASE_URL`, on a server that requires a password, and with a `.env` file.
class ProductionIT {
    private static final String PASSWORD = "a-password-to-hide";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path temp;

    private static PostgresServer server;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        server.execute("create role strict login password '" + PASSWORD + "'");
        server.execute("create database strict owner strict");
        Files.writeString(server.data().resolve("pg_hba.conf"), """
                host strict strict 127.0.0.1/32 scram-sha-256
                host all    all    127.0.0.1/32 trust
                """);
        server.execute("select pg_reload_conf()");
        Path folder = Files.createDirectory(temp.resolve("service"));
        Files.writeString(folder.resolve(".env"), """
                DB_POOL_MIN_CONNECTIONS=1
                DB_POOL_MAX_CONNECTIONS=7
                DB_SLOW_QUERY=1ms
                DB_NAME=of-somebody-else
                AUTH_SECRET=%s
                """.formatted(System.getProperty("auth.secret")));
        service = ServiceProcess.start(
                        folder,
                        Map.of(
                                "DATABASE_URL", url("strict", PASSWORD),
                                "DB_POOL_MIN_CONNECTIONS", "3",
                                "DB_HOST", "of-somebody-else",
                                "DB_PORT", "tcp://of-kubernetes:5432",
                                "AUTH_TOKEN", "of-somebody-else"))
                .started();
    }

    @AfterAll
    static void end() {
        service.close();
        server.close();
    }

    private static String url(String user, String password) {
        return "postgres://%s:%s@127.0.0.1:%d/strict".formatted(user, password, server.port());
    }

    @Test
    void itListensOnAllAddresses() {
        assertThat(service.host()).isEqualTo("0.0.0.0");
    }

    @Test
    void theDotEnvFileIsReadAndTheEnvironmentWins() {
        assertThat(JsonPath.from(databaseHealth(service).body()).getString("recommendations.current_config"))
                .isEqualTo("min=3, max=7");
    }

    @Test
    void noSampleDataIsAddedToAnExternalDatabase() {
        HttpResponse<String> answer = service.get("/api/customers?limit=1", "Authorization", Token.bearer("viewer"));

        assertThat(JsonPath.from(answer.body()).getList("items")).isEmpty();
    }

    @Test
    void everyLineIsJsonAndNoneIsABanner() throws Exception {
        assertThat(lines(service)).isNotEmpty().allMatch(line -> line.hasNonNull("message"));
        assertThat(service.errors()).isEmpty();
    }

    @Test
    void aLogLineOfARequestHasItsId() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (CustomersLock lock = CustomersLock.take(DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/strict".formatted(server.port()), "postgres", ""))) {
            answer = service.getLater(
                    "/api/customers", "Authorization", Token.bearer("viewer"), "X-Request-Id", "a-slow-one");
            await().atMost(Duration.ofSeconds(60)).until(() -> lock.waiting() == 1);
        }
        assertThat(answer.get().statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lines(service))
                        .filteredOn(line -> line.path("message").asText().startsWith("slow statement"))
                        .extracting(line -> line.path("mdc").path("request_id").asText())
                        .contains("a-slow-one"));
    }

    @Test
    void aWrongPasswordIsARejectionAndIsNeverPrinted() throws Exception {
        String wrong = "another-password-to-hide";
        Path folder = Files.createDirectory(temp.resolve("rejected"));
        try (ServiceProcess rejected = ServiceProcess.start(
                        folder,
                        Map.of(
                                "DATABASE_URL", url("strict", wrong),
                                "AUTH_SECRET", System.getProperty("auth.secret")))
                .listening()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> "database-rejects"
                            .equals(JsonPath.from(databaseHealth(rejected).body())
                                    .getString("cause")));
            assertThat(databaseHealth(rejected).statusCode()).isEqualTo(503);
            HttpResponse<String> tried = rejected.get("/health/db/test", "Authorization", Token.bearer("operator"));
            assertThat(tried.statusCode()).isEqualTo(503);
            assertThat(rejected.terminate().ended()).isEqualTo(143);

            assertThat(rejected.output() + rejected.errors() + tried.body())
                    .contains("password authentication failed")
                    .doesNotContain(wrong)
                    .doesNotContain(System.getProperty("auth.secret"));
        }
    }

    @Test
    void noSecretIsEverWritten() {
        assertThat(service.output() + service.errors())
                .doesNotContain(PASSWORD)
                .doesNotContain(System.getProperty("auth.secret"));
    }

    private static HttpResponse<String> databaseHealth(ServiceProcess service) {
        return service.get("/health/db", "Authorization", Token.bearer("operator"));
    }

    private static List<JsonNode> lines(ServiceProcess service) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : service.output().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
