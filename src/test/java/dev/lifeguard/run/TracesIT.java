package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Token;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trace shows where the time of a request went.
class TracesIT {
    private static final String LIST = "GET /api/customers";
    private static final String STATEMENT = "customers by -created_at";

    @TempDir
    private static Path temp;

    private static PostgresServer server;
    private static Collector collector;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        collector = new Collector();
        service = ServiceProcess.start(
                        Files.createDirectory(temp.resolve("service")),
                        Map.of(
                                "DATABASE_URL", server.url(),
                                "AUTH_SECRET", System.getProperty("auth.secret"),
                                "DB_POOL_MIN_CONNECTIONS", "1",
                                "DB_POOL_MAX_CONNECTIONS", "1",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address(),
                                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms"))
                .started();
    }

    @AfterAll
    static void end() {
        service.close();
        collector.close();
        server.close();
    }

    @Test
    void aRequestItsWaitAndItsStatementAreOneTrace() {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        service.get("/api/customers", "Authorization", Token.bearer("viewer"), "traceparent", parent(trace));

        Map<String, Span> spans = spans(trace, 3);
        assertThat(spans).containsOnlyKeys(LIST, "wait for a connection", STATEMENT);
        Span request = spans.get(LIST);
        assertThat(spans.values()).filteredOn(span -> span != request).allSatisfy(span -> {
            assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(span.getStartTimeUnixNano()).isLessThanOrEqualTo(span.getEndTimeUnixNano());
        });
        assertThat(attributes(spans.get(STATEMENT)))
                .containsEntry("db.system.name", "postgresql")
                .hasEntrySatisfying("db.query.text", text -> assertThat(text).contains("from customers"));
    }

    @Test
    void aTraceShowsTheWaitForABusyPool() throws Exception {
        String holding = "0af7651916cd43dd8448eb211c80319d";
        String waiting = "0af7651916cd43dd8448eb211c80319e";
        CompletableFuture<HttpResponse<String>> held;
        CompletableFuture<HttpResponse<String>> waited;
        long begun;
        try (CustomersLock lock = CustomersLock.take(server.connect())) {
            held = service.getLater(
                    "/api/customers", "Authorization", Token.bearer("viewer"), "traceparent", parent(holding));
            await().atMost(Duration.ofSeconds(60)).until(() -> lock.waiting() == 1);
            begun = System.nanoTime();
            waited = service.getLater(
                    "/api/customers", "Authorization", Token.bearer("viewer"), "traceparent", parent(waiting));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> service.get("/health").body().contains("\"waiting\":1"));
        }
        held.join();
        waited.join();
        long most = System.nanoTime() - begun;

        Map<String, Span> spans = spans(waiting, 3);
        assertThat(length(spans.get("wait for a connection")))
                .as("the wait, and not the statement, is where the time went")
                .isGreaterThan(length(spans.get(STATEMENT)))
                .isLessThanOrEqualTo(most);
        assertThat(length(spans(holding, 3).get(STATEMENT)))
                .isGreaterThan(length(spans(holding, 3).get("wait for a connection")));
    }

    @Test
    void probesAreNotTraced() {
        String trace = "0af7651916cd43dd8448eb211c80319f";
        String after = "0af7651916cd43dd8448eb211c8031a0";

        service.get("/health/ready", "traceparent", parent(trace));
        service.get("/api/customers", "Authorization", Token.bearer("viewer"), "traceparent", parent(after));

        assertThat(spans(after, 3)).isNotEmpty();
        assertThat(collector.trace(trace)).isEmpty();
    }

    private static String parent(String trace) {
        return "00-" + trace + "-b7ad6b7169203331-01";
    }

    private static Map<String, Span> spans(String trace, int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> collector.trace(trace).size() >= count);
        List<Span> spans = collector.trace(trace);
        return spans.stream().collect(Collectors.toMap(Span::getName, span -> span));
    }

    private static long length(Span span) {
        return span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, entry -> entry.getValue().getStringValue()));
    }
}
