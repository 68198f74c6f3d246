package dev.lifeguard.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthRoutesTest {
    @Inject
    Gate gate;

    @BeforeEach
    void started() {
        await().until(() -> gate.isOpen());
    }

    @Test
    void anyoneMaySeeThatTheProcessRunsAndHowBusyThePoolIs() {
        Map<String, Object> body =
                given().get("/health").then().statusCode(200).extract().as(Map.class);
        assertThat(body).containsOnlyKeys("status", "message", "pool", "warnings");
        assertThat(body).containsEntry("status", "ok").containsEntry("message", "API is running");
        assertThat((Map<?, ?>) body.get("pool"))
                .extracting(Map::keySet)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Object.class))
                .containsExactlyInAnyOrder(
                        "available", "in_use", "total", "waiting", "max_connections", "usage_percent");
    }

    @Test
    void anOperatorMaySeeTheStateOfThePool() {
        asOperator()
                .get("/health/db")
                .then()
                .statusCode(200)
                .body("status", equalTo("healthy"))
                .body("cause", nullValue())
                .body("pool_stats.min_connections", equalTo(2))
                .body("pool_stats.max_connections", equalTo(10))
                .body("pool_stats.in_use", equalTo(0))
                .body("pool_stats.waiting", equalTo(0))
                .body("pool_stats.total", greaterThanOrEqualTo(2))
                .body("pool_stats.peak_in_use", greaterThanOrEqualTo(0))
                .body("warnings", empty())
                .body("recommendations.optimal_range", equalTo("60-80% usage"))
                .body("recommendations.current_config", equalTo("min=2, max=10"));
    }

    @Test
    void aRoundTripReportsItsTimes() {
        asOperator()
                .get("/health/db/test")
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("message", equalTo("Database connection succeeded"))
                .body("test_result.test", equalTo(1))
                .body("test_result.current_time", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z"))
                .body("acquire_ms", greaterThanOrEqualTo(0f))
                .body("query_ms", greaterThan(0f))
                .body("server_version", startsWith("18."));
    }

    @Test
    void aPoolAtSixtyPercentUsageIsAWarningAndStillServes() throws Exception {
        try (Leases leases = new Leases(gate, 6)) {
            asOperator()
                    .get("/health/db")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("warning"))
                    .body("pool_stats.in_use", equalTo(6))
                    .body("pool_stats.usage_percent", equalTo(60.0f))
                    .body("warnings", hasItem(containsString("60.0% (6 of 10 connections)")));
        }
    }

    @Test
    void anExhaustedPoolIsTheCauseAndNotTheDatabase() throws Exception {
        try (Leases leases = new Leases(gate, 10)) {
            await("no request has timed out for a while")
                    .atMost(LONG)
                    .untilAsserted(() -> asOperator().get("/health/db").then().statusCode(200));
            gate.run(connection -> 1).subscribe().with(value -> {}, failure -> {});
            await().untilAsserted(() -> {
                asOperator()
                        .get("/health/db")
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("warning"))
                        .body("cause", equalTo("pool-busy"))
                        .body("pool_stats.available", equalTo(0))
                        .body("pool_stats.waiting", equalTo(1))
                        .body("warnings", hasSize(greaterThanOrEqualTo(3)))
                        .body("recommendations.action", containsString("DB_POOL_MAX_CONNECTIONS"));
            });
            given().get("/health").then().statusCode(200).body("status", equalTo("warning"));
            given().get("/health/ready").then().statusCode(200);
        }
    }

    @Test
    void aRoundTripThroughAnExhaustedPoolFailsAndADirectConnectionWorks() throws Exception {
        try (Leases leases = new Leases(gate, 10)) {
            asOperator()
                    .get("/health/db/test")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo("error"))
                    .body("cause", equalTo("pool-busy"))
                    .body("pool_works", equalTo(false))
                    .body("direct_works", equalTo(true));
            asOperator().get("/health/db").then().statusCode(503).body("status", equalTo("error"));
        }
    }

    @Test
    void messagesAreTurkishIfTheClientPrefersTurkish() throws Exception {
        try (Leases leases = new Leases(gate, 8)) {
            given().header("Accept-Language", "de, tr;q=0.9, en;q=0.5")
                    .get("/health")
                    .then()
                    .body("message", equalTo("API çalışıyor"))
                    .body("warnings[0]", startsWith("Havuz kullanımı %80,0 (10 bağlantıdan 8 tanesi)"));
            given().header("Accept-Language", "en, tr;q=0.9")
                    .get("/health")
                    .then()
                    .body("message", equalTo("API is running"));
        }
    }

    @Test
    void theProbesAreUpOnceTheServiceHasStarted() {
        for (String probe : List.of("live", "ready", "started")) {
            given().get("/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
        }
    }

    private static final Duration LONG = Duration.ofSeconds(60);

    private static RequestSpecification asOperator() {
        return given().header("Authorization", Token.bearer("operator"));
    }

    /// Leases of some connections, until it is closed.
    private static final class Leases implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private final List<CompletableFuture<Boolean>> units = new ArrayList<>();

        Leases(Gate gate, int connections) throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(connections);
            for (int i = 0; i < connections; i++) {
                units.add(gate.run(connection -> awaitEnd(begun)).subscribeAsCompletionStage());
            }
            assertThat(begun.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }

        private boolean awaitEnd(CountDownLatch begun) {
            begun.countDown();
            try {
                return end.await(Duration.ofSeconds(120).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            end.countDown();
            units.forEach(CompletableFuture::join);
        }
    }
}
