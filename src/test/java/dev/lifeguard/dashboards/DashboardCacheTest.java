package dev.lifeguard.dashboards;

import static dev.lifeguard.fixture.Editor.address;
import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.withJson;
import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.dashboards.DashboardCache.CachedDashboard;
import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.database.WriteCounter;
import dev.lifeguard.fixture.Editor;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which dashboards are computed, and which come from the cache.
@QuarkusTest
class DashboardCacheTest {
    private static final Period PERIOD = new Period(
            Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"), Bucket.DAY, ZoneOffset.UTC);

    private static final JsonObject ORDER = JsonObject.of("amount_cents", 4990);

    @Inject
    Json json;

    @Inject
    WriteCounter writes;

    @Inject
    Database database;

    @Inject
    DashboardStore store;

    @Inject
    Rollups rollups;

    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void concurrentRequestsShareOneComputationEvenIfTheFirstIsCancelled() {
        DashboardCache cache = cache(Duration.ofHours(1));
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Uni<CachedDashboard> asked =
                cache.get("one", PERIOD, () -> counted(Uni.createFrom().completionStage(result)));
        Cancellable first = asked.subscribe().with(ignored -> {});
        List<CompletableFuture<CachedDashboard>> others = IntStream.range(0, 50)
                .mapToObj(i -> asked.subscribeAsCompletionStage())
                .toList();

        first.cancel();
        result.complete(7);

        assertThat(others).allSatisfy(other -> assertThat(other.join().json()).isEqualTo("7"));
        assertThat(computed).hasValue(1);
    }

    @Test
    void aFailureIsNotCached() {
        DashboardCache cache = cache(Duration.ofHours(1));

        assertThatThrownBy(() -> resultOf(
                        cache.get("one", PERIOD, () -> Uni.createFrom().failure(new IllegalStateException("down")))))
                .hasMessageContaining("down");
        assertThat(resultOf(cache.get(
                                "one", PERIOD, () -> counted(Uni.createFrom().item(1))))
                        .json())
                .isEqualTo("1");
    }

    @Test
    void aZeroDurationDisablesTheCache() {
        DashboardCache cache = cache(Duration.ZERO);
        resultOf(cache.get("one", PERIOD, () -> counted(Uni.createFrom().item(1))));
        resultOf(cache.get("one", PERIOD, () -> counted(Uni.createFrom().item(1))));

        assertThat(computed).hasValue(2);
    }

    @Test
    void aWriteInvalidatesTheCache() {
        DashboardCache cache = cache(Duration.ofHours(1), writes);
        Supplier<Uni<?>> content = () -> counted(Uni.createFrom().item(1));
        resultOf(cache.get("one", PERIOD, content));
        resultOf(database.execute(Sql.write("nothing", "delete from orders where false")));
        resultOf(cache.get("one", PERIOD, content));

        assertThat(computed).hasValue(2);
    }

    @Test
    void everyRouteThatWritesInvalidatesTheCache() {
        DashboardCache cache = cache(Duration.ofHours(1), writes);
        String customer = withJson(customer()).post("/api/customers").header("Location");
        String order = withJson(ORDER).post(customer + "/orders").header("Location");
        Map<String, Supplier<Response>> routes = Map.of(
                "POST a customer", () -> withJson(customer()).post("/api/customers"),
                "POST a customer once",
                        () -> withJson(customer())
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .post("/api/customers"),
                "PUT a customer", () -> withJson(customer()).put(customer),
                "PATCH a customer",
                        () -> withJson(JsonObject.of("status", "active")).patch(customer),
                "DELETE a customer",
                        () -> asEditor()
                                .delete("/api/customers/"
                                        + Editor.create(customer()).getString("id")),
                "POST an order", () -> withJson(ORDER).post(customer + "/orders"),
                "PATCH an order",
                        () -> withJson(JsonObject.of("status", "paid")).patch(order),
                "import customers", () -> imports("name,email\nElif," + address() + "\n"));

        assertThat(routes.keySet())
                .filteredOn(name -> !invalidates(cache, routes.get(name)))
                .isEmpty();
    }

    private boolean invalidates(DashboardCache cache, Supplier<Response> write) {
        Supplier<Uni<?>> content = () -> counted(Uni.createFrom().item(1));
        resultOf(cache.get("one", PERIOD, content));
        int before = computed.get();
        assertThat(write.get().statusCode()).isBetween(200, 299);
        resultOf(cache.get("one", PERIOD, content));
        return computed.get() > before;
    }

    /// Sends the content type without the charset that RestAssured appends by default.
    private static Response imports(String file) {
        return RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", Token.bearer("editor"))
                .contentType("text/csv")
                .body(file)
                .post("/api/customers/import?mode=strict");
    }

    @Test
    void aComputationThatBeganBeforeAWriteIsNotReusedAfterIt() {
        DashboardCache cache = cache(Duration.ofHours(1), writes);
        CompletableFuture<Integer> slow = new CompletableFuture<>();
        CompletableFuture<CachedDashboard> early = cache.get(
                        "one", PERIOD, () -> Uni.createFrom().completionStage(slow))
                .subscribeAsCompletionStage();
        resultOf(database.execute(Sql.write("nothing", "delete from orders where false")));

        assertThat(resultOf(cache.get("one", PERIOD, () -> Uni.createFrom().item(2)))
                        .json())
                .isEqualTo("2");
        slow.complete(1);
        assertThat(early.join().json()).isEqualTo("1");
    }

    @Test
    void eachDashboardAndPeriodIsCachedSeparately() {
        DashboardCache cache = cache(Duration.ofHours(1));
        Period other = new Period(PERIOD.from(), PERIOD.to(), Bucket.HOUR, ZoneOffset.UTC);

        assertThat(resultOf(cache.get("one", PERIOD, () -> Uni.createFrom().item(1)))
                        .json())
                .isEqualTo("1");
        assertThat(resultOf(cache.get("two", PERIOD, () -> Uni.createFrom().item(2)))
                        .json())
                .isEqualTo("2");
        assertThat(resultOf(cache.get("one", other, () -> Uni.createFrom().item(3)))
                        .json())
                .isEqualTo("3");
        assertThat(resultOf(cache.get("one", PERIOD, () -> Uni.createFrom().item(4)))
                        .json())
                .isEqualTo("1");
    }

    @Test
    void theCacheControlHeaderMatchesTheCacheDuration() {
        assertThat(cacheControl(Duration.ZERO)).isEqualTo("private, no-cache");
        assertThat(cacheControl(Duration.ofHours(1))).isEqualTo("private, max-age=3600");
    }

    private String cacheControl(Duration maxAge) {
        return resultOf(new DashboardResource(store, cache(maxAge), rollups, Clock.systemUTC())
                        .overview(new PeriodParameters(), List.of()))
                .getHeaderString("Cache-Control");
    }

    private <T> Uni<T> counted(Uni<T> uni) {
        computed.incrementAndGet();
        return uni;
    }

    private DashboardCache cache(Duration maxAge) {
        return cache(maxAge, new WriteCounter());
    }

    private DashboardCache cache(Duration maxAge, WriteCounter writes) {
        DashboardSettings settings = new DashboardSettings() {
            @Override
            public Duration cache() {
                return maxAge;
            }

            @Override
            public Duration foldEvery() {
                return Duration.ZERO;
            }
        };
        return new DashboardCache(settings, writes, json);
    }
}
