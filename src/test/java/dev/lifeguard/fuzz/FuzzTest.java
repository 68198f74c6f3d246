package dev.lifeguard.fuzz;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Wire;
import dev.lifeguard.fixture.Wire.Answer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Thousands of requests made from the API's document, most of them wrong somewhere: whatever is sent, the service
/// does not fail, answers as its document says, and stores nothing that breaks a rule.
///
/// The same requests each time; others with `-Dfuzz.seed=…`, more with `-Dfuzz.requests=…`.
@QuarkusTest
class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_731);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3_000);

    /// What may be said of a request before it has come to its operation.
    private static final Set<Integer> AT_THE_DOOR = Set.of(400, 401, 404, 405, 406, 413, 414, 415, 431);

    /// They come to something often enough that what they store is put to the test.
    private static final Set<String> WRITES = Set.of(
            "POST /api/customers",
            "PUT /api/customers/{id}",
            "PATCH /api/customers/{id}",
            "DELETE /api/customers/{id}",
            "POST /api/customers/import",
            "POST /api/customers/{id}/orders",
            "PATCH /api/orders/{id}");

    @TestHTTPResource
    URI service;

    @Inject
    AgroalDataSource source;

    private JsonPath pool;

    @BeforeEach
    void rememberThePool() {
        pool = Operator.sees("/pool");
    }

    @AfterEach
    void restoreThePool() {
        Operator.patches("{\"min_connections\":%d,\"max_connections\":%d}"
                .formatted(pool.getInt("pool_stats.min_connections"), pool.getInt("pool_stats.max_connections")));
    }

    @Test
    void whateverIsSentTheServiceAnswersAsItsDocumentSaysAndStoresNothingWrong() throws SQLException {
        JsonObject document = new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
        Values values = new Values(new Random(SEED), document);
        List<Operation> operations = Operation.of(document).stream()
                .filter(operation -> !operation.streamsForEver())
                .toList();
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> done = new TreeMap<>();
        Stored stored = new Stored(source);
        for (int i = 0; i < REQUESTS; i++) {
            Map<String, List<UUID>> known = i % 20 == 0 ? stored.refresh() : stored.ids();
            Request request = Request.of(values.oneOf(operations), values, known);
            Optional<Answer> answer = Wire.send(service.getPort(), request.bytes());
            answer.filter(it -> it.status() < 300)
                    .ifPresent(it -> done.merge(request.operation().toString(), 1, Integer::sum));
            fault(request, answer).ifPresent(fault -> wrong.add(fault + "\n" + request));
        }

        assertThat(wrong).as("with -Dfuzz.seed=" + SEED).isEmpty();
        assertThat(stored.faults()).as("with -Dfuzz.seed=" + SEED).isEmpty();
        assertThat(done.keySet()).as("came to something: " + done).containsAll(WRITES);
    }

    private static Optional<String> fault(Request request, Optional<Answer> answer) {
        if (answer.isEmpty()) {
            return Optional.of("no answer");
        }
        int status = answer.get().status();
        if (status >= 500
                || !(AT_THE_DOOR.contains(status)
                        || request.operation().statuses().contains(status))) {
            return Optional.of(request.operation() + " answered " + status + " "
                    + answer.get().body());
        }
        boolean problem = answer.get().header("Content-Type").orElse("").startsWith("application/problem+json");
        return status >= 400 && !problem
                ? Optional.of(request.operation() + " answered " + status + " without a problem")
                : Optional.empty();
    }
}
