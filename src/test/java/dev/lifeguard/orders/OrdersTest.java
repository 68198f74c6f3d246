package dev.lifeguard.orders;

import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.PoolCounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Creates, lists and reads orders.
@QuarkusTest
class OrdersTest {
    private static final String UNKNOWN_CUSTOMER = "/api/customers/0197f1c0-0000-7000-8000-000000000000";
    private static final String SAME_TIME = "2026-01-01T00:00:00Z";

    @Inject
    PoolCounts counts;

    private String customer;
    private String orders;

    @BeforeEach
    void createCustomer() {
        customer = "/api/customers/" + create(customer()).getString("id");
        orders = customer + "/orders";
    }

    @Test
    void aNewOrderIsReturnedAsItIsStored() {
        Response created = withJson(JsonObject.of("amount_cents", 4990)).post(orders);

        JsonObject order = json(created);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/orders/" + order.getString("id"));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(asEditor().get(created.header("Location")).asString()).isEqualTo(created.asString());
        assertThat(order)
                .isEqualTo(JsonObject.of(
                        "id",
                        order.getString("id"),
                        "customer_id",
                        customer.substring(customer.lastIndexOf('/') + 1),
                        "status",
                        "pending",
                        "amount_cents",
                        4990,
                        "placed_at",
                        order.getString("placed_at"),
                        "updated_at",
                        order.getString("placed_at"),
                        "version",
                        1));
    }

    @Test
    void theLatestOrderIsListedFirst() {
        assertThat(json(asEditor().get(orders)).getJsonArray("items")).isEmpty();
        JsonObject now = create(JsonObject.of("amount_cents", 3), orders);
        JsonObject first = create(JsonObject.of("amount_cents", 1, "placed_at", "2026-01-01T00:00:00Z"), orders);
        JsonObject second = create(JsonObject.of("amount_cents", 2, "placed_at", "2026-01-02T00:00:00Z"), orders);

        assertThat(json(asEditor().get(orders)).getJsonArray("items")).isEqualTo(JsonArray.of(now, second, first));
        assertThat(json(asEditor().get(orders + "?limit=1")).getJsonArray("items"))
                .isEqualTo(JsonArray.of(now));
        asEditor().get(orders + "?limit=201").then().statusCode(400);
        asEditor().get(UNKNOWN_CUSTOMER + "/orders").then().statusCode(404);
    }

    @Test
    void eachOrderIsListedOnceWhileOthersAreInserted() {
        List<String> there = IntStream.range(0, 7)
                .mapToObj(n -> create(JsonObject.of("amount_cents", n, "placed_at", SAME_TIME), orders))
                .map(order -> order.getString("id"))
                .toList();
        List<String> seen = new ArrayList<>();
        String next = "?limit=2";
        while (next != null) {
            JsonObject page = json(asEditor().get(orders + next));
            page.getJsonArray("items").forEach(order -> seen.add(((JsonObject) order).getString("id")));
            String cursor = page.getString("next_cursor");
            next = cursor == null ? null : "?limit=2&cursor=" + cursor;
            create(JsonObject.of("amount_cents", 1), orders);
        }

        assertThat(seen).hasSize(7).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        create(JsonObject.of("amount_cents", 1), orders);
        create(JsonObject.of("amount_cents", 2), orders);
        Response first = asEditor().get(orders + "?limit=1");
        String cursor = json(first).getString("next_cursor");

        assertThat(first.header("Link")).isEqualTo("<?limit=1&cursor=" + cursor + ">; rel=\"next\"");
        asEditor().get(orders + "?cursor=" + cursor).then().statusCode(200);
        asEditor().get(orders + "?cursor=" + cursor + "A").then().statusCode(400);
        asEditor()
                .get(UNKNOWN_CUSTOMER + "/orders?cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"));
    }

    @Test
    void anOrderNeedsACustomer() {
        withJson(JsonObject.of("amount_cents", 1))
                .post(UNKNOWN_CUSTOMER + "/orders")
                .then()
                .statusCode(404);
        withJson(JsonObject.of("amount_cents", 1))
                .header("Idempotency-Key", UUID.randomUUID())
                .post(UNKNOWN_CUSTOMER + "/orders")
                .then()
                .statusCode(404);
    }

    @Test
    void anOrderIsCreatedOnceUnderAKey() {
        String key = UUID.randomUUID().toString();
        JsonObject body = JsonObject.of("amount_cents", 1);
        Response first = withJson(body).header("Idempotency-Key", key).post(orders);
        withJson(JsonObject.of("status", "paid"))
                .patch(first.header("Location"))
                .then()
                .statusCode(200);

        Response again = withJson(body).header("Idempotency-Key", key).post(orders);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        String other = "/api/customers/" + create(customer()).getString("id") + "/orders";
        withJson(body).header("Idempotency-Key", key).post(other).then().statusCode(422);
    }

    @Test
    void aCustomerThatHasOrdersCannotBeDeleted() {
        create(JsonObject.of("amount_cents", 1), orders);

        Response refused = asEditor().delete(customer);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("detail")).contains("has orders");
        asEditor().get(customer).then().statusCode(200);
    }

    @Test
    void everyRequestIsOneUnitOfWork() {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");

        assertOneUnit(() -> withJson(JsonObject.of("amount_cents", 1)).post(orders));
        assertOneUnit(() -> withJson(JsonObject.of("amount_cents", 1)).post(UNKNOWN_CUSTOMER + "/orders"));
        assertOneUnit(() -> asEditor().get(path));
        assertOneUnit(() -> asEditor().get(orders));
        assertOneUnit(() -> asEditor().get(UNKNOWN_CUSTOMER + "/orders"));
        assertOneUnit(() -> withJson(JsonObject.of("status", "paid")).patch(path));
        assertOneUnit(() -> withJson(JsonObject.of("status", "cancelled")).patch(path));
    }

    @Test
    void aViewerCanOnlyRead() {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");
        String viewer = Token.bearer("viewer");

        RestAssured.given().header("Authorization", viewer).get(path).then().statusCode(200);
        requestAs(viewer).body("{\"status\":\"paid\"}").patch(path).then().statusCode(403);
        requestAs(viewer).body("{\"amount_cents\":1}").post(orders).then().statusCode(403);
    }

    private static RequestSpecification requestAs(String token) {
        return RestAssured.given().header("Authorization", token).contentType("application/json");
    }

    private void assertOneUnit(Runnable request) {
        long before = counts.totals().attempts();
        request.run();
        assertThat(counts.totals().attempts() - before).isEqualTo(1);
    }
}
