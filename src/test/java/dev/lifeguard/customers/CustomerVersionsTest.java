package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.PoolCounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions of a customer: conditional reads and writes, and concurrent writers.
@QuarkusTest
class CustomerVersionsTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    PoolCounts counts;

    /// As many writers as there are connections. More writers would only queue, and retry more often.
    private final Semaphore concurrent = new Semaphore(10);

    private final String editor = Token.bearer("editor");
    private JsonObject customer;
    private String path;

    @BeforeEach
    void createCustomer() {
        customer = create(customer());
        path = "/api/customers/" + customer.getString("id");
        withJson(JsonObject.of("notes", "0")).patch(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"2\"", "\"1\", \"2\"", "*"})
    void aKnownVersionIsNotSentAgain(String known) {
        Response response = asEditor().header("If-None-Match", known).get(path);

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.header("ETag")).isEqualTo("\"2\"");
        assertThat(response.headers().getValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(response.asString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"22\"", "\"\""})
    void anotherVersionIsSent(String known) {
        Response response = asEditor().header("If-None-Match", known).get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void headHasTheVersionToo() {
        assertThat(asEditor().head(path).header("ETag")).isEqualTo("\"2\"");
        asEditor().header("If-None-Match", "\"2\"").head(path).then().statusCode(304);
    }

    @Test
    void aMissingCustomerIsNotUnmodified() {
        asEditor()
                .header("If-None-Match", "*")
                .get("/api/customers/0197f1c0-0000-7000-8000-000000000000")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"1\", \"2\"", "*"})
    void aChangeOfTheExpectedVersionHappens(String expected) {
        withJson(JsonObject.of("notes", "1"))
                .header("If-Match", expected)
                .patch(path)
                .then()
                .statusCode(200);
        withJson(customer()).header("If-Match", "\"3\"").put(path).then().statusCode(200);
        asEditor().header("If-Match", "\"4\"").delete(path).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"2\"", "\"3\"", "\"x\""})
    void aChangeOfAnotherVersionIsRefused(String expected) {
        JsonObject before = json(asEditor().get(path));

        for (Response response : List.of(
                withJson(JsonObject.of("notes", "1"))
                        .header("If-Match", expected)
                        .patch(path),
                withJson(JsonObject.of("notes", "0"))
                        .header("If-Match", expected)
                        .patch(path),
                withJson(new JsonObject()).header("If-Match", expected).patch(path),
                withJson(customer()).header("If-Match", expected).put(path),
                asEditor().header("If-Match", expected).delete(path))) {
            assertThat(response.statusCode()).isEqualTo(412);
            assertThat(json(response).getString("type")).isEqualTo("urn:lifeguard:problem:precondition-failed");
            assertThat(json(response).getString("detail")).contains("\"2\"");
        }
        assertThat(json(asEditor().get(path))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "", "\"2", "*, \"2\""})
    void aVersionThatCannotBeReadIsRefused(String expected) {
        withJson(JsonObject.of("notes", "1"))
                .header("If-Match", expected)
                .patch(path)
                .then()
                .statusCode(400);
        asEditor().header("If-Match", expected).delete(path).then().statusCode(400);
        asEditor().header("If-None-Match", expected).get(path).then().statusCode(400);
    }

    @Test
    void noChangeOfFiftyWritersOfOneRowIsLost() {
        runAll(IntStream.range(0, 50)
                .<Callable<Integer>>mapToObj(writer -> this::increment)
                .toList());

        JsonObject after = json(asEditor().get(path));
        assertThat(after.getString("notes")).isEqualTo("50");
        assertThat(after.getLong("version")).isEqualTo(52);
    }

    @Test
    void writersOfDifferentFieldsDoNotConflict() {
        List<String> fields = List.of("name", "phone", "company", "notes");
        int rounds = 15;

        runAll(fields.stream()
                .<Callable<Integer>>map(field -> () -> {
                    for (int i = 1; i <= rounds; i++) {
                        patch(JsonObject.of(field, field + " " + i), "*");
                    }
                    return rounds;
                })
                .toList());

        JsonObject after = json(asEditor().get(path));
        assertThat(fields)
                .allSatisfy(field -> assertThat(after.getString(field)).isEqualTo(field + " " + rounds));
        assertThat(after.getLong("version")).isEqualTo(2 + (long) rounds * fields.size());
    }

    @Test
    void everyRequestIsOneUnitOfWork() {
        assertOneUnit(() -> asEditor().get(path).then().statusCode(200));
        assertOneUnit(
                () -> withJson(JsonObject.of("notes", "1")).patch(path).then().statusCode(200));
        assertOneUnit(
                () -> withJson(JsonObject.of("notes", "1")).patch(path).then().statusCode(200));
        assertOneUnit(() -> withJson(JsonObject.of("notes", "2"))
                .header("If-Match", "\"1\"")
                .patch(path)
                .then()
                .statusCode(412));
        assertOneUnit(() -> withJson(customer()).put(path).then().statusCode(200));
        assertOneUnit(() -> withJson(customer()).post("/api/customers").then().statusCode(201));
        String body = customer().encode();
        assertOneUnit(() -> asEditor()
                .header("Idempotency-Key", body.hashCode())
                .body(body)
                .post("/api/customers")
                .then()
                .statusCode(201));
        assertOneUnit(() -> asEditor()
                .header("Idempotency-Key", body.hashCode())
                .body(body)
                .post("/api/customers")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true"));
        assertOneUnit(() -> asEditor().delete(path).then().statusCode(204));
        assertOneUnit(() -> asEditor().delete(path).then().statusCode(404));
    }

    private void assertOneUnit(Runnable request) {
        long before = counts.totals().attempts();
        request.run();
        assertThat(counts.totals().attempts() - before).isEqualTo(1);
    }

    /// Reads, adds one, and writes under the condition that no other writer has changed the customer;
    /// otherwise repeats.
    private int increment() throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            concurrent.acquire();
            try {
                if (isIncremented()) {
                    return tries;
                }
            } finally {
                concurrent.release();
            }
        }
    }

    private boolean isIncremented() throws IOException, InterruptedException {
        HttpResponse<String> read = HTTP.send(request().GET().build(), BodyHandlers.ofString());
        int notes = Integer.parseInt(new JsonObject(read.body()).getString("notes"));
        int status = patch(
                JsonObject.of("notes", Integer.toString(notes + 1)),
                read.headers().firstValue("ETag").orElseThrow());
        assertThat(status).isIn(200, 412);
        return status == 200;
    }

    private int patch(JsonObject change, String expected) throws IOException, InterruptedException {
        HttpRequest request = request()
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", expected)
                .method("PATCH", BodyPublishers.ofString(change.encode()))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(Operator.address(path)).header("Authorization", editor);
    }

    private static <T> void runAll(List<Callable<T>> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
