package dev.lifeguard.pool;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Token;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MetricsTest {
    @Inject
    Gate gate;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db_client_connection_count{db_client_connection_pool_name=\"lifeguard\",state=\"idle\"}",
                "db_client_connection_count{db_client_connection_pool_name=\"lifeguard\",state=\"used\"}",
                "db_client_connection_max{",
                "db_client_connection_idle_min{",
                "db_client_connection_pending_requests{",
                "db_client_connection_timeouts_total{",
                "db_client_connection_create_time_seconds_count{",
                "db_client_connection_wait_time_seconds_bucket{",
                "db_client_connection_use_time_seconds_bucket{"
            })
    void thePoolIsScrapedUnderTheNamesOfOpenTelemetry(String series) {
        assertThat(scrape()).contains("\n" + series);
    }

    @Test
    void requestsAreCountedByRouteAndNotByAddress() {
        Awaitility.await().until(gate::isOpen);
        given().header("Authorization", Token.bearer("viewer"))
                .get("/api/customers/0197f1c0-0000-7000-8000-000000000000")
                .then()
                .statusCode(404);
        assertThat(scrape())
                .contains("uri=\"/api/customers/{id}\"")
                .doesNotContain("0197f1c0-0000-7000-8000-000000000000");
    }

    @Test
    void connectionsThatWereOpenedAreTimed() {
        Awaitility.await().until(gate::isOpen);
        String line = scrape().lines()
                .filter(it -> it.startsWith("db_client_connection_create_time_seconds_count{"))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' ')))).isGreaterThanOrEqualTo(2);
    }

    private static String scrape() {
        return given().get("/metrics").then().statusCode(200).extract().asString();
    }
}
