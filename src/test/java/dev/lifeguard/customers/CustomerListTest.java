package dev.lifeguard.customers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a client may ask of the list, and what it hears when it asks for something else.
@QuarkusTest
class CustomerListTest {
    @Inject
    Gate gate;

    @BeforeEach
    void waitForTheDatabase() {
        Awaitility.await().until(gate::isOpen);
    }

    @ParameterizedTest
    @CsvSource({
        "search, 'a\u0007b'",
        "status, gone",
        "status, ACTIVE",
        "country, tr",
        "country, XX",
        "created_from, yesterday",
        "created_from, 2026-01-31",
        "created_to, +999999999-01-01T00:00:00Z",
    })
    void aParameterThatCannotBeReadIsNamed(String name, String value) {
        list(Map.of(name, value))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:lifeguard:problem:invalid-parameter"))
                .body("errors.field", equalTo(List.of(name)));
    }

    @Test
    void allThatCannotBeReadIsNamedAtOnce() {
        Response answer = list(Map.of("search", "x".repeat(101), "status", "gone", "country", "tr"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("errors.field")).containsExactly("search", "status", "country");
        assertThat(answer.jsonPath().getList("errors.message"))
                .containsExactly(
                        "must be a text of 1 to 100 characters, without control characters",
                        "must be one of lead, active, inactive, churned",
                        "must be an ISO 3166-1 alpha-2 code, such as TR");
    }

    private static Response list(Map<String, String> parameters) {
        return given().header("Authorization", Token.bearer("viewer"))
                .queryParams(parameters)
                .get("/api/customers");
    }
}
