package dev.lifeguard.fuzz;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.RawHttp;
import dev.lifeguard.fixture.RawHttp.RawResponse;
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

/// Sends thousands of requests that are made from the OpenAPI document, most of them faulty. Whatever
/// is sent, the service must not fail, must respond as its document says, and must store nothing that
/// breaks a rule.
///
/// The requests are the same in each run. `-Dfuzz.seed=…` makes others, `-Dfuzz.requests=…` makes more.
@QuarkusTest
class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_731);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3_000);

    /// Statuses that any request may get before it reaches its operation.
    private static final Set<Integer> BEFORE_THE_OPERATION = Set.of(400, 401, 404, 405, 406, 413, 414, 415, 431);

    /// Operations that must succeed at least once, so that the rules of stored data are tested.
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
    void readPoolSize() {
        pool = Operator.json("/pool");
    }

    @AfterEach
    void restorePoolSize() {
        Operator.patchPool("{\"min_connections\":%d,\"max_connections\":%d}"
                .formatted(pool.getInt("pool_stats.min_connections"), pool.getInt("pool_stats.max_connections")));
    }

    @Test
    void everyRequestGetsADocumentedResponseAndNoInvalidDataIsStored() throws SQLException {
        JsonObject document = new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
        Values values = new Values(new Random(SEED), document);
        List<Operation> operations = Operation.of(document).stream()
                .filter(operation -> !operation.isEndless())
                .toList();
        List<String> faults = new ArrayList<>();
        Map<String, Integer> succeeded = new TreeMap<>();
        StoredRows stored = new StoredRows(source);
        for (int i = 0; i < REQUESTS; i++) {
            Map<String, List<UUID>> known = i % 20 == 0 ? stored.refresh() : stored.ids();
            FuzzRequest request = FuzzRequest.of(values.oneOf(operations), values, known);
            Optional<RawResponse> response = RawHttp.send(service.getPort(), request.bytes());
            response.filter(it -> it.status() < 300)
                    .ifPresent(it -> succeeded.merge(request.operation().toString(), 1, Integer::sum));
            fault(request, response).ifPresent(fault -> faults.add(fault + "\n" + request));
        }

        assertThat(faults).as("with -Dfuzz.seed=" + SEED).isEmpty();
        assertThat(stored.faults()).as("with -Dfuzz.seed=" + SEED).isEmpty();
        assertThat(succeeded.keySet()).as("succeeded: " + succeeded).containsAll(WRITES);
    }

    private static Optional<String> fault(FuzzRequest request, Optional<RawResponse> response) {
        if (response.isEmpty()) {
            return Optional.of("no response");
        }
        int status = response.get().status();
        if (status >= 500
                || !(BEFORE_THE_OPERATION.contains(status)
                        || request.operation().statuses().contains(status))) {
            return Optional.of(request.operation() + " answered " + status + " "
                    + response.get().body());
        }
        boolean problem = response.get().header("Content-Type").orElse("").startsWith("application/problem+json");
        return status >= 400 && !problem
                ? Optional.of(request.operation() + " answered " + status + " without a problem")
                : Optional.empty();
    }
}
