package dev.lifeguard.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers that every response has, and headers that no response has by default.
@QuarkusTest
class EveryResponseTest {
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/db", "/metrics", "/api/customers", "/nowhere"})
    void everyResponseRestrictsWhatABrowserDoesWithIt(String path) {
        Headers headers = given().get(path).headers();

        assertThat(headers.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getValue("X-Frame-Options")).isEqualTo("DENY");
        assertThat(headers.getValue("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getValue("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void thePageMayLoadItsOwnFiles() {
        given().get("/")
                .then()
                .header("Content-Security-Policy", equalTo("default-src 'self'; frame-ancestors 'none'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/db", "/api/customers", "/metrics"})
    void aResponseThatChangesIsNotStored(String path) {
        given().get(path).then().header("Cache-Control", equalTo("no-store"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/started",
                "/health/db",
                "/metrics",
                "/nowhere",
                "/fixture/unexpected"
            })
    void aResponseHasTheIdOfItsRequest(String path) {
        given().header("X-Request-Id", "Mine-1.2_3").get(path).then().header("X-Request-Id", equalTo("Mine-1.2_3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\"b", "a;b", "ä", "a/b"})
    void anIdWithOtherCharactersIsReplaced(String id) {
        given().header("X-Request-Id", id).get("/health").then().header("X-Request-Id", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void anIdThatIsTooLongIsReplaced() {
        given().header("X-Request-Id", "x".repeat(65))
                .get("/health")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void noOtherOriginIsAllowed() {
        given().header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .options("/api/customers")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue());
    }
}
