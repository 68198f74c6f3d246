package dev.lifeguard.dashboards;

import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.DatabaseStartup.Opened;
import dev.lifeguard.database.Sql;
import dev.lifeguard.database.WriteCounter;
import dev.lifeguard.fixture.Editor;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.history.StatementFigures;
import dev.lifeguard.history.Statements;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The dashboard routes.
@QuarkusTest
class DashboardsTest {
    /// A period in which no other test places orders.
    private static final String DAYS = "?from=1981-03-01&to=1981-03-04";

    @Inject
    Statements statements;

    @Inject
    Database database;

    @Inject
    Rollups rollups;

    @Inject
    Vertx vertx;

    @Inject
    WriteCounter writes;

    @Inject
    @DataSource("ops")
    AgroalDataSource ops;

    @Test
    void theCatalogueListsEveryDashboardWithItsPath() {
        JsonArray items = json(asViewer().get("/api/dashboards")).getJsonArray("items");

        assertThat(items.stream().map(item -> ((JsonObject) item).getString("name")))
                .containsExactly("overview", "revenue", "growth");
        assertThat(items)
                .allSatisfy(item -> asViewer()
                        .get(((JsonObject) item).getString("path"))
                        .then()
                        .statusCode(200));
    }

    @Test
    void ordersCountAtOnceAndDaysWithoutOrdersAreZero() {
        long before = json(asViewer().get("/api/dashboards/overview" + DAYS))
                .getJsonObject("revenue_cents")
                .getLong("value");
        String orders = "/api/customers/" + Editor.create(customer()).getString("id") + "/orders";
        String order = withJson(JsonObject.of("amount_cents", 4990, "placed_at", "1981-03-02T10:00:00Z"))
                .post(orders)
                .header("Location");
        withJson(JsonObject.of("status", "paid")).patch(order).then().statusCode(200);

        JsonObject overview = json(asViewer().get("/api/dashboards/overview" + DAYS));
        JsonObject revenue = json(asViewer().get("/api/dashboards/revenue" + DAYS));

        assertThat(overview.getJsonObject("revenue_cents"))
                .isEqualTo(JsonObject.of("value", before + 4990, "before", 0, "change_percent", null));
        assertThat(overview.getJsonArray("series").getJsonObject(0))
                .isEqualTo(JsonObject.of(
                        "from", "1981-03-01T00:00:00Z", "to", "1981-03-02T00:00:00Z", "orders", 0, "revenue_cents", 0));
        assertThat(overview.getJsonArray("best_customers")).isNotEmpty();
        assertThat(revenue.getJsonObject("best").getString("from")).isEqualTo("1981-03-02T00:00:00Z");
        assertThat(revenue.getJsonArray("series").getJsonObject(2).getLong("cumulative_cents"))
                .isEqualTo(before + 4990);
        assertThat(json(asViewer().get("/api/dashboards/growth")).getJsonArray("series"))
                .hasSize(30);
    }

    @Test
    void concurrentRequestsForADashboardRunOneStatement() {
        Map<String, Long> before = counts();
        String period = "?from=1982-01-01&to=1982-02-01&tz=Europe/Istanbul";
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 20)
                .mapToObj(i -> Operator.sendLater("/api/dashboards/overview" + period))
                .toList();

        assertThat(asked.stream().map(it -> it.join().body()).distinct()).hasSize(1);
        Map<String, Long> after = counts();
        assertThat(after.keySet().stream().filter(name -> !after.get(name).equals(before.get(name))))
                .containsExactly("overview");
        // More than one only if the machine takes longer than a dashboard is cached.
        assertThat(after.get("overview") - before.getOrDefault("overview", 0L)).isBetween(1L, 19L);
    }

    @Test
    void aDashboardWaitsInItsLane() throws Exception {
        try (Connection blocking = ops.getConnection();
                Statement lock = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            lock.execute("lock table order_cells in access exclusive mode");
            CompletableFuture<HttpResponse<String>> asked =
                    Operator.sendLater("/api/dashboards/revenue?from=1983-01-01&to=1983-02-01");
            await().until(() -> Operator.json("/pool/connections")
                    .<String>getList("connections.statement")
                    .contains("revenue"));

            assertThat(Operator.json("/pool/connections").<Map<String, Object>>getList("connections"))
                    .filteredOn(line -> line.get("state").equals("held"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsEntry("lane", "dashboards")
                            .containsEntry("route", "GET /api/dashboards/revenue"));
            blocking.rollback();
            assertThat(asked.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anUnchangedDashboardIsNotModified() {
        Response first = asViewer().get("/api/dashboards/growth" + DAYS);

        Response again =
                asViewer().header("If-None-Match", first.header("ETag")).get("/api/dashboards/growth" + DAYS);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("private, max-age=2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=2026-02-30&to=x&bucket=year&tz=Mars     | tz, bucket, to, from
            from=2026-01-01T00:07:00Z                    | from
            from=0000-12-31&to=10000-01-01               | to, from
            from=2026-01-02&to=2026-01-02                | from
            from=1960-01-01&to=1960-02-01&tz=Africa/Monrovia | tz
            """)
    void everyInvalidParameterIsListed(String query, String fields) {
        Response response = asViewer().get("/api/dashboards/overview?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).getJsonArray("errors").stream().map(it -> ((JsonObject) it).getString("field")))
                .containsExactly(fields.split(", "));
    }

    @ParameterizedTest
    @CsvSource({
        "hour, 2025-01-01, 2026-01-01, use bucket=day",
        "day, 2020-01-01, 2026-01-01, use bucket=week",
        "hour, 1950-01-01, 2026-01-01, use bucket=month",
        "month, 1900-01-01, 2026-01-01, use a shorter period"
    })
    void aPeriodWithTooManyBucketsIsRefusedAndALargerBucketIsSuggested(
            String bucket, String from, String to, String instead) {
        Response response =
                asViewer().get("/api/dashboards/revenue?bucket=%s&from=%s&to=%s".formatted(bucket, from, to));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).getJsonArray("errors").getJsonObject(0).getString("message"))
                .endsWith(instead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to=0001-01-10",
                "from=0001-01-01&to=0001-01-02",
                "from=9999-12-01&to=9999-12-31T23:45:00Z&bucket=month",
                "from=1943-01-01&to=2026-01-01&bucket=month&tz=America/New_York",
                "from=2026-04-05&to=2026-04-06&tz=Australia/Lord_Howe&bucket=hour",
                "from=2026-01-31T12:15:00%2B03:00"
            })
    void everyPeriodOfTheCalendarHasDashboards(String query) {
        for (String name : List.of("overview", "revenue", "growth")) {
            asViewer().get("/api/dashboards/" + name + "?" + query).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overview", "revenue", "growth"})
    void theOpenApiExampleHasEveryFieldOfARealResponse(String name) {
        insertPaidOrder("1984-01-15", "1984-02-15");
        JsonObject example = new JsonObject(RestAssured.given()
                        .queryParam("format", "json")
                        .get("/q/openapi")
                        .asString())
                .getJsonObject("paths")
                .getJsonObject("/api/dashboards/" + name)
                .getJsonObject("get")
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("example");
        JsonObject real = json(asViewer().get("/api/dashboards/" + name + "?from=1984-01-01&to=1984-03-01"));

        assertThat(fields("", real).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        fields("", example).distinct().toList());
    }

    /// Inserts a customer who arrived on one day, and a paid order of another day.
    private void insertPaidOrder(String arrived, String placed) {
        resultOf(database.execute(Sql.write("of two days", """
                        with old as (insert into customers (id, name, email, created_at)
                                     values (gen_random_uuid(), 'Somebody', gen_random_uuid() || '@example.com',
                                             ?::timestamptz)
                                     returning id)
                        insert into orders (id, customer_id, status, amount_cents, placed_at)
                        select gen_random_uuid(), id, 'paid', 100, ?::timestamptz from old
                        """), arrived, placed));
    }

    private static Stream<String> fields(String path, @Nullable Object value) {
        return switch (value) {
            case JsonObject object -> object.stream().flatMap(it -> fields(path + "/" + it.getKey(), it.getValue()));
            case JsonArray array -> array.stream().flatMap(it -> fields(path + "/*", it));
            case null, default -> Stream.of(path);
        };
    }

    @Test
    void viewersReadDashboardsAndOperatorsRebuildThem() {
        RestAssured.given().get("/api/dashboards/overview").then().statusCode(401);
        as("operator").get("/api/dashboards/overview").then().statusCode(403);
        as("editor").post("/api/dashboards/rebuild").then().statusCode(403);

        insertPaidOrder("1981-02-02", "1981-03-02");
        resultOf(rollups.rebuild());
        JsonObject before = json(asViewer().get("/api/dashboards/overview" + DAYS + "&tz=Asia/Tokyo"));
        resultOf(database.execute(Sql.write("break", "update order_cells set paid_cents = paid_cents + 1")));
        assertThat(json(asViewer().get("/api/dashboards/overview" + DAYS + "&tz=Asia/Tokyo")))
                .isNotEqualTo(before);
        Response rebuilt = as("operator").post("/api/dashboards/rebuild");

        assertThat(json(rebuilt).getLong("took_ms")).isNotNegative();
        resultOf(database.execute(Sql.write("nothing", "update order_cells set paid = paid where false")));
        assertThat(json(asViewer().get("/api/dashboards/overview" + DAYS + "&tz=Asia/Tokyo")))
                .isEqualTo(before);
    }

    @Test
    void theJobFoldsUntilNoDeltasAreLeft() {
        Editor.create(customer());
        FoldingJob job = new FoldingJob(rollups, vertx, writes, new ShortInterval());
        job.start(new Opened());
        try {
            await().until(() -> deltas() == 0);
        } finally {
            job.stop(new ShutdownEvent());
        }
    }

    @Test
    void aFailedFoldIsRetriedWithAHalvedBatchThatGrowsAgainAfterSuccess() {
        FailingRollups failing = new FailingRollups(database);
        FoldingJob job = new FoldingJob(failing, vertx, writes, new ShortInterval());
        job.start(new Opened());
        try {
            await().until(() -> failing.asked.size() >= 18);
        } finally {
            job.stop(new ShutdownEvent());
        }

        assertThat(failing.asked)
                .startsWith(
                        10_000, 5000, 2500, 1250, 625, 312, 156, 78, 50, 50, 100, 200, 400, 800, 1600, 3200, 6400,
                        10_000);
    }

    /// Fails the first few times, and then pretends to fold.
    private static final class FailingRollups extends Rollups {
        private static final int FAILURES = 9;

        private final List<Integer> asked = new CopyOnWriteArrayList<>();

        FailingRollups(Database database) {
            super(database);
        }

        @Override
        Uni<Boolean> fold(int most) {
            asked.add(most);
            return asked.size() <= FAILURES
                    ? Uni.createFrom().failure(new IllegalStateException("too much at once"))
                    : Uni.createFrom().item(true);
        }
    }

    private record ShortInterval() implements DashboardSettings {
        @Override
        public Duration cache() {
            return Duration.ZERO;
        }

        @Override
        public Duration foldEvery() {
            return Duration.ofMillis(5);
        }
    }

    private long deltas() {
        Sql count = Sql.read(
                "deltas", "select (select count(*) from customer_deltas) + (select count(*) from order_deltas) as n");
        return resultOf(database.queryOne(count, row -> row.bigNumber("n"))).orElseThrow();
    }

    private Map<String, Long> counts() {
        return statements.snapshot().stream()
                .collect(Collectors.toMap(StatementFigures::name, StatementFigures::count));
    }

    private static RequestSpecification asViewer() {
        return as("viewer");
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().urlEncodingEnabled(false).header("Authorization", Token.bearer(role));
    }
}
