package dev.lifeguard.operations.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.LeaseResource;
import dev.lifeguard.fixture.LeaseResource.LongLease;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.PoolCounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MetricsTest {
    private static final int ALL = 10;

    @Inject
    Gate gate;

    @Inject
    PoolCounts counts;

    @BeforeEach
    void awaitIdlePool() {
        await().until(() -> gate.isOpen() && counts.inUse() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db_client_connection_count{db_client_connection_pool_name=\"lifeguard\",state=\"idle\",}",
                "db_client_connection_count{db_client_connection_pool_name=\"lifeguard\",state=\"used\",}",
                "db_client_connection_max{",
                "db_client_connection_idle_min{",
                "db_client_connection_pending_requests{",
                "db_client_connection_timeouts_total{",
                "db_client_connection_create_time_seconds_count{",
                "db_client_connection_wait_time_seconds_bucket{",
                "db_client_connection_use_time_seconds_bucket{"
            })
    void thePoolHasItsOpenTelemetryMetrics(String series) {
        assertThat(Scrape.now().text()).contains("\n" + series);
    }

    @Test
    void requestsAreCountedByRouteAndNotByAddress() {
        given().header("Authorization", Token.bearer("viewer"))
                .get("/api/customers/0197f1c0-0000-7000-8000-000000000000")
                .then()
                .statusCode(404);
        assertThat(Scrape.now().text())
                .contains("uri=\"/api/customers/{id}\"", "route=\"GET /api/customers/{id}\"")
                .doesNotContain("0197f1c0-0000-7000-8000-000000000000");
    }

    @Test
    void openingConnectionsIsTimed() {
        Scrape scrape = Scrape.now();
        assertThat(scrape.value("db_client_connection_create_time_seconds_count"))
                .isGreaterThanOrEqualTo(2);
        assertThat(scrape.value("lifeguard_pool_connection_creation_seconds_sum"))
                .isPositive();
    }

    /// Each scrape is a request too, but does not ask for a connection.
    @Test
    void anExhaustedPoolIsScrapedWithoutAConnection() throws Exception {
        try (LongLease lease = LeaseResource.expect("scraped", ALL)) {
            List<CompletableFuture<HttpResponse<String>>> holders = IntStream.range(0, ALL)
                    .mapToObj(i -> Operator.sendLater("/fixture/lease/interactive/scraped"))
                    .toList();
            lease.awaitBegun();
            CompletableFuture<HttpResponse<String>> waiter = Operator.sendLater("/fixture/lease/dashboards/scraped");
            await().until(() -> counts.waiting() == 1);
            Scrape scrape = Scrape.now();
            assertThat(scrape.value("lifeguard_pool_connections", "state", "in_use"))
                    .isEqualTo(ALL);
            assertThat(scrape.value("lifeguard_pool_lane_connections", "lane", "interactive"))
                    .isEqualTo(ALL);
            assertThat(scrape.value("lifeguard_pool_waiting_requests", "lane", "dashboards"))
                    .isEqualTo(1);
            assertThat(scrape.value("lifeguard_pool_peak_connections", "over", "1m"))
                    .isEqualTo(ALL);
            assertThat(scrape.value("lifeguard_pool_longest_hold_seconds")).isPositive();
            assertThat(Scrape.now().value("lifeguard_pool_attempts_total"))
                    .isEqualTo(scrape.value("lifeguard_pool_attempts_total"));
            lease.close();
            holders.forEach(CompletableFuture::join);
            waiter.join();
        }
    }

    @Test
    void metricsAndHealthAgree() {
        await().untilAsserted(() -> {
            Scrape scrape = Scrape.now();
            JsonPath health = Operator.json("/health/db");
            assertThat(scrape.value("lifeguard_pool_status", "status", health.getString("status")))
                    .isEqualTo(1);
            assertThat(scrape.value("lifeguard_pool_warnings"))
                    .isEqualTo(health.getList("warnings").size());
            assertThat(scrape.value("lifeguard_pool_max_connections"))
                    .isEqualTo(health.getInt("pool_stats.max_connections"));
        });
    }

    @Test
    void theFiguresOfARouteAddUp() {
        Scrape before = Scrape.now();
        given().get("/fixture/lease/bulk/nobody-holds").then().statusCode(200);
        await().until(() -> counts.inUse() == 0);
        Scrape after = Scrape.now();
        String route = "GET /fixture/lease/bulk/{key}";
        assertThat(after.value("lifeguard_route_hold_seconds_count", "route", route))
                .isPositive();
        assertThat(after.value("lifeguard_route_hold_seconds_sum", "route", route))
                .isGreaterThanOrEqualTo(after.value("lifeguard_route_execution_seconds_total", "route", route))
                .isPositive();
        assertThat(after.value("lifeguard_pool_hold_seconds_count", "lane", "bulk"))
                .isEqualTo(before.value("lifeguard_pool_hold_seconds_count", "lane", "bulk") + 1);
        assertThat(after.value("lifeguard_pool_outcomes_total", "outcome", "served"))
                .isGreaterThan(before.value("lifeguard_pool_outcomes_total", "outcome", "served"));
    }

    @Test
    void operatorActionsAreCounted() {
        double before = Scrape.now().value("lifeguard_pool_events_total", "kind", "flush");
        Operator.request().post("/pool/flush").then().statusCode(200);
        assertThat(Scrape.now().value("lifeguard_pool_events_total", "kind", "flush"))
                .isEqualTo(before + 1);
    }
}
