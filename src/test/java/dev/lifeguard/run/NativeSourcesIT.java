package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.nativeimage.NativeSources;
import dev.lifeguard.nativeimage.Reached;
import dev.lifeguard.nativeimage.Recording;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What a binary would lack, found without making one: the journey goes through the jar, and what it reaches by
/// reflection or reads as a resource has to be in what a binary would be made of. That a binary runs is not shown.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NativeSourcesIT extends Journey {
    private static final Path SOURCES = Path.of("target", "native-sources");

    @TempDir
    private static Path temp;

    private static PostgresServer server;
    private static Collector collector;
    private static Recording recording;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        recording = Recording.in(temp);
        server = PostgresServer.start();
        collector = new Collector();
        service = ServiceProcess.start(
                        Files.createDirectory(temp.resolve("service")),
                        Map.of(
                                "JAVA_TOOL_OPTIONS", recording.option(),
                                "DATABASE_URL", server.url(),
                                "AUTH_SECRET", System.getProperty("auth.secret"),
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms"))
                .started();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.port();
    }

    @AfterAll
    static void end() {
        RestAssured.reset();
        service.close();
        collector.close();
        server.close();
    }

    /// Also on its own this fails, as nothing was asked then.
    @Test
    @Order(Integer.MAX_VALUE)
    void whatTheJourneyReachesIsTakenAlong() throws Exception {
        await("a trace").atMost(Duration.ofSeconds(60)).until(() -> collector.hasAny());
        await("all routes")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(asked()).containsAll(routes()));
        List<Reached> reached = recording.reached();
        NativeSources sources = NativeSources.read(SOURCES);

        assertSoftly(it -> {
            it.assertThat(NotNeeded.without(sources.lacking(reached)))
                    .as("not registered")
                    .isEmpty();
            it.assertThat(sources.readTooEarly(reached, "dev.lifeguard."))
                    .as("read while the image is built, set when it runs")
                    .isEmpty();
            it.assertThat(sources.arguments())
                    .as("the numbers of both languages")
                    .contains("-H:IncludeLocales=en,tr");
        });
    }

    /// Also those that nothing in the journey makes, as an incident would.
    @Test
    void everyRecordOfTheApiIsRegistered() throws Exception {
        NativeSources sources = NativeSources.read(SOURCES);
        List<List<String>> records = ApiRecords.named(RestAssured.given()
                .get("/q/openapi?format=json")
                .jsonPath()
                .<String, Map<String, Object>>getMap("components.schemas"));

        assertThat(records).hasSizeGreaterThan(50);
        assertThat(records).allSatisfy(types -> assertThat(types).anyMatch(sources::registers));
    }

    /// What the metrics have counted with success, as `GET /health`. A stream ends when its client leaves.
    private static Set<String> asked() {
        return Scrape.now().series().stream()
                .filter(it -> it.name().equals("http_server_requests_seconds_count"))
                .filter(it -> it.labels().get("outcome").equals("SUCCESS")
                        || it.labels().get("status").equals("RESET"))
                .map(it -> it.labels().get("method") + " " + it.labels().get("uri"))
                .collect(Collectors.toSet());
    }

    /// What the API's document lists.
    private static Set<String> routes() {
        Map<String, Map<String, Object>> paths =
                RestAssured.given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        Set<String> routes = new TreeSet<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(Set.of("get", "put", "post", "patch", "delete")::contains)
                .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(routes).hasSizeGreaterThan(25);
        return routes;
    }
}
