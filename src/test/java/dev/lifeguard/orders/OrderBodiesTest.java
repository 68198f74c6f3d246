package dev.lifeguard.orders;

import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the body of a new order may hold.
@QuarkusTest
class OrderBodiesTest {

    private String orders;

    @BeforeEach
    void createCustomer() {
        orders = "/api/customers/" + create(customer()).getString("id") + "/orders";
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00+03:00, 2026-01-31T09:00:00Z",
        "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123456Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
    })
    void anOrderMayHaveBeenPlacedEarlier(String sent, String stored) {
        JsonObject order = create(JsonObject.of("amount_cents", 0, "placed_at", sent), orders);

        assertThat(order.getString("placed_at")).isEqualTo(stored);
        assertThat(json(asEditor().get("/api/orders/" + order.getString("id")))).isEqualTo(order);
    }

    @Test
    void aTimeSlightlyAheadCountsAsNow() {
        String ahead = Instant.now().plusSeconds(45).toString();

        JsonObject order = create(JsonObject.of("amount_cents", 1, "placed_at", ahead), orders);

        assertThat(order.getString("placed_at")).isEqualTo(order.getString("updated_at"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"amount_cents\":-1}",
                "{\"amount_cents\":null}",
                "{\"amount_cents\":1.5}",
                "{\"amount_cents\":1.0}",
                "{\"amount_cents\":\"5\"}",
                "{\"amount_cents\":1e3}",
                "{\"amount_cents\":1e999999999}",
                "{\"amount_cents\":1000000000000000}",
                "{\"amount_cents\":9223372036854775808}"
            })
    void anAmountIsAWholeNumberOfCents(String body) {
        Response response = asEditor().body(body).post(orders);

        JsonObject error = json(response).getJsonArray("errors").getJsonObject(0);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(error.getString("field")).isEqualTo("amount_cents");
        assertThat(error.getString("message")).endsWith(" a whole number from 0 to 999999999999999");
    }

    @Test
    void everyWrongFieldIsNamed() {
        JsonObject body = JsonObject.of("placed_at", "2999-01-01T00:00:00Z", "status", "paid");

        assertThat(json(withJson(body).post(orders)).getJsonArray("errors"))
                .isEqualTo(JsonArray.of(
                        JsonObject.of(
                                "field",
                                "amount_cents",
                                "message",
                                "is required: a whole number from 0 to 999999999999999"),
                        JsonObject.of(
                                "field",
                                "placed_at",
                                "message",
                                "must be a time from 1970 to now, such as 2026-01-31T12:00:00Z"),
                        JsonObject.of("field", "status", "message", "is not known here")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1000000000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "2026-01-31", ""})
    void aTimeMustBeValidAndNotBefore1970(String time) {
        withJson(JsonObject.of("amount_cents", 1, "placed_at", time))
                .post(orders)
                .then()
                .statusCode(422);
    }
}
