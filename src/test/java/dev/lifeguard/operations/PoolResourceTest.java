package dev.lifeguard.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.fixture.LeaseResource;
import dev.lifeguard.fixture.LeaseResource.LongLease;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The pool as an operator sees it.
@QuarkusTest
class PoolResourceTest {
    @Inject
    Gate gate;

    @BeforeEach
    void awaitIdlePool() {
        await().until(() -> gate.isOpen() && Operator.json("/pool").getInt("pool_stats.in_use") == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /pool",
        "GET, /pool/connections",
        "GET, /pool/history",
        "GET, /pool/incidents",
        "GET, /pool/queries",
        "GET, /pool/fleet",
        "GET, /pool/advice",
        "GET, /pool/stream",
        "PATCH, /pool",
        "POST, /pool/flush"
    })
    void onlyAnOperatorHasAccess(Method method, String path) {
        given().request(method, path)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:lifeguard:problem:unauthenticated"));
        given().header("Authorization", Token.bearer("viewer", "editor"))
                .request(method, path)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:lifeguard:problem:forbidden"));
    }

    @Test
    void thePoolReportsItsFigures() throws Exception {
        JsonPath before = Operator.json("/pool");
        assertOk(Operator.sendLater("/api/customers"));
        try (LongLease lease = LeaseResource.expect("figures", 3)) {
            List<CompletableFuture<HttpResponse<String>>> holders = List.of(
                    Operator.sendLater("/fixture/lease/interactive/figures"),
                    Operator.sendLater("/fixture/lease/dashboards/figures"),
                    Operator.sendLater("/fixture/lease/bulk/figures"));
            lease.awaitBegun();
            JsonPath now = Operator.json("/pool");
            assertThat(now.getMap("")).containsOnlyKeys(before.getMap("").keySet());
            assertThat(Instant.parse(now.getString("at")))
                    .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
            assertThat(now.getString("status")).isEqualTo("healthy");
            assertThat(now.getInt("pool_stats.in_use")).isEqualTo(3);
            assertThat(now.getInt("pool_stats.max_connections")).isEqualTo(10);
            assertThat(now.getInt("peak_in_use.since_start")).isGreaterThanOrEqualTo(3);
            assertThat(now.getList("lanes.lane")).isEqualTo(List.of("interactive", "dashboards", "bulk"));
            assertThat(now.getList("lanes.in_use")).isEqualTo(List.of(1, 1, 1));
            assertThat(now.getList("lanes.own")).isEqualTo(List.of(5, 2, 1));
            assertThat(now.getList("lanes.most")).isEqualTo(List.of(10, 5, 2));
            assertThat(now.getLong("totals.attempts") - before.getLong("totals.attempts"))
                    .isEqualTo(4);
            assertThat(now.getLong("totals.served") - before.getLong("totals.served"))
                    .isEqualTo(1);
            assertThat(now.getLong("connections.created")).isGreaterThanOrEqualTo(3);
            assertThat(now.getInt("workers.threads")).isBetween(3, 10);
            assertThat(now.getString("autosizing.mode")).isEqualTo("advise");
            lease.close();
            holders.forEach(PoolResourceTest::assertOk);
        }
    }

    @Test
    void oneRowOfHistoryIsAddedEachSecond() {
        int before = Operator.json("/pool/history").getList("seconds").size();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Operator.json("/pool/history").getList("seconds").size() >= before + 2);
        await("rows one second apart").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<Instant> times = Operator.json("/pool/history").getList("seconds.at", String.class).stream()
                    .map(Instant::parse)
                    .toList();
            for (int i = times.size() - 2; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
            }
        });
        JsonPath history = Operator.json("/pool/history");
        assertThat(history.getList("minutes")).isNotEmpty();
        assertThat(history.getInt("seconds[-1].max_connections")).isEqualTo(10);
    }

    @Test
    void leasesOfASecondAreInItsRow() throws Exception {
        try (LongLease lease = LeaseResource.expect("row", 2)) {
            List<CompletableFuture<HttpResponse<String>>> holders = List.of(
                    Operator.sendLater("/fixture/lease/interactive/row"),
                    Operator.sendLater("/fixture/lease/interactive/row"));
            lease.awaitBegun();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Operator.json("/pool/history").getInt("seconds[-1].in_use") == 2);
            lease.close();
            holders.forEach(PoolResourceTest::assertOk);
        }
    }

    @Test
    void aStatementIsListedWithItsCost() {
        assertOk(Operator.sendLater("/api/customers?limit=1"));
        Map<String, Object> before = statement("customers by -created_at");
        for (int i = 0; i < 3; i++) {
            assertOk(Operator.sendLater("/api/customers?limit=2"));
        }
        Map<String, Object> after = statement("customers by -created_at");
        assertThat(after)
                .containsOnlyKeys(
                        "name",
                        "count",
                        "failures",
                        "rows",
                        "total_ms",
                        "mean_ms",
                        "p95_ms",
                        "max_ms",
                        "waits",
                        "wait_total_ms",
                        "wait_mean_ms");
        assertThat(increase(before, after, "count")).isEqualTo(3);
        assertThat(increase(before, after, "rows")).isEqualTo(rowsOfThree());
        assertThat(increase(before, after, "waits")).isEqualTo(3);
        assertThat(increase(before, after, "failures")).isZero();
        assertThat(increase(before, after, "total_ms")).isPositive();
        assertThat(increase(before, after, "wait_total_ms")).isPositive();
    }

    /// A page reads one row more than it shows, to know whether another page follows.
    private static double rowsOfThree() {
        JsonPath page = given().header("Authorization", Token.bearer("viewer"))
                .get("/api/customers?limit=2")
                .jsonPath();
        return 3 * (page.getList("items").size() + (page.getString("next_cursor") == null ? 0 : 1));
    }

    @Test
    void theFleetListsThisPodAndTheLimitsOfTheServer() {
        JsonPath fleet = Operator.json("/pool/fleet");
        assertThat(fleet.getString("unknown")).isNull();
        assertThat(fleet.getList("fleet.pods")).isNotEmpty();
        assertThat(fleet.getInt("fleet.headroom")).isBetween(1, 99);
    }

    @Test
    void adviceHasReasons() {
        JsonPath advice = Operator.json("/pool/advice");
        assertThat(advice.getList("reasons")).isNotEmpty();
        assertThat(advice.getString("confidence")).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("badBounds")
    void invalidBoundsAreRejectedByName(String body, int status, String field) {
        JsonPath problem =
                Operator.patchPool(body).then().statusCode(status).extract().jsonPath();
        assertThat(problem.getString("type")).startsWith("urn:lifeguard:problem:");
        assertThat(problem.getString("errors.field") + problem.getString("detail"))
                .contains(field);
        assertThat(Operator.json("/pool").getInt("pool_stats.max_connections")).isEqualTo(10);
        assertThat(Operator.json("/pool").getInt("pool_stats.min_connections")).isEqualTo(2);
    }

    static List<Arguments> badBounds() {
        return List.of(
                Arguments.of("", 400, "body"),
                Arguments.of("null", 400, "body"),
                Arguments.of("[]", 400, "body"),
                Arguments.of("{", 400, "JSON"),
                Arguments.of("{}", 422, "max_connections"),
                Arguments.of("{\"min_connections\":null}", 422, "min_connections"),
                Arguments.of("{\"min_connections\":11}", 422, "min_connections"),
                Arguments.of("{\"min_connections\":5,\"max_connections\":4}", 422, "min_connections"),
                Arguments.of("{\"max_connections\":1}", 422, "min_connections"),
                Arguments.of("{\"max_connections\":0}", 422, "max_connections"),
                Arguments.of("{\"max_connections\":1001}", 422, "max_connections"),
                Arguments.of("{\"min_connections\":-1}", 422, "min_connections"),
                Arguments.of("{\"max_connections\":\"12\"}", 422, "max_connections"),
                Arguments.of("{\"max_connections\":12.5}", 422, "max_connections"),
                Arguments.of("{\"max_connections\":99999999999}", 422, "max_connections"),
                Arguments.of("{\"maxConnections\":12}", 422, "maxConnections"),
                Arguments.of("{\"max_connections\":12,\"size\":3}", 422, "size"));
    }

    @Test
    void theRoomOfTheServerIsNamedAndNotExceeded() {
        JsonPath problem = Operator.patchPool("{\"max_connections\":500}")
                .then()
                .statusCode(422)
                .extract()
                .jsonPath();
        assertThat(problem.getString("errors[0].field")).isEqualTo("max_connections");
        assertThat(problem.getString("detail")).containsPattern("is 500, and the server has room for \\d{1,2}\\b");
    }

    @Test
    void aResizeTakesEffectAndIsRecordedWithItsOperator() {
        try {
            JsonPath answer = given().header("Authorization", Token.bearer("operator", "editor"))
                    .contentType("application/json")
                    .body("{\"min_connections\":3,\"max_connections\":12}")
                    .patch("/pool")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(answer.getInt("min_connections")).isEqualTo(3);
            assertThat(answer.getInt("max_connections")).isEqualTo(12);
            assertThat(answer.getInt("min_before")).isEqualTo(2);
            assertThat(answer.getInt("max_before")).isEqualTo(10);
            assertThat(answer.getInt("room")).isBetween(12, 100);
            assertThat(answer.getString("note")).contains("Not kept after a restart", "DB_POOL_MAX_CONNECTIONS");
            JsonPath pool = Operator.json("/pool");
            assertThat(pool.getInt("pool_stats.max_connections")).isEqualTo(12);
            assertThat(pool.getInt("pool_stats.min_connections")).isEqualTo(3);
            JsonPath history = Operator.json("/pool/history");
            assertThat(history.getString("events[-1].kind")).isEqualTo("resize");
            assertThat(history.getString("events[-1].text"))
                    .isEqualTo("The pool was resized from 2-10 to 3-12 connections, by operator-editor.");
        } finally {
            Operator.patchPool("{\"min_connections\":2,\"max_connections\":10}")
                    .then()
                    .statusCode(200);
        }
    }

    private static void assertOk(CompletableFuture<HttpResponse<String>> request) {
        assertThat(request.join().statusCode()).as(request.join().body()).isEqualTo(200);
    }

    private static Map<String, Object> statement(String name) {
        return Operator.json("/pool/queries").<Map<String, Object>>getList("statements").stream()
                .filter(statement -> statement.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double increase(Map<String, Object> before, Map<String, Object> after, String field) {
        return ((Number) after.get(field)).doubleValue() - ((Number) before.get(field)).doubleValue();
    }
}
