package dev.lifeguard.orders;

import static dev.lifeguard.fixture.Editor.asks;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.sends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.fixture.Editor;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.PoolCounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The routes of orders.
@QuarkusTest
class OrdersTest {
    private static final String NOBODY = "/api/customers/0197f1c0-0000-7000-8000-000000000000";
    private static final String SAME_TIME = "2026-01-01T00:00:00Z";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    PoolCounts counts;

    private String customer;
    private String orders;

    @BeforeEach
    void makeCustomer() {
        customer = "/api/customers/" + Editor.made(customer()).getString("id");
        orders = customer + "/orders";
    }

    @Test
    void aNewOrderIsAnsweredAsItIsStored() {
        Response created = sends(JsonObject.of("amount_cents", 4990)).post(orders);

        JsonObject order = json(created);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/orders/" + order.getString("id"));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(asks().get(created.header("Location")).asString()).isEqualTo(created.asString());
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

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00+03:00, 2026-01-31T09:00:00Z",
        "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123456Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
    })
    void anOrderMayHaveBeenPlacedBefore(String said, String kept) {
        JsonObject order = made(JsonObject.of("amount_cents", 0, "placed_at", said), orders);

        assertThat(order.getString("placed_at")).isEqualTo(kept);
        assertThat(json(asks().get("/api/orders/" + order.getString("id")))).isEqualTo(order);
    }

    @Test
    void aClockThatIsALittleAheadMeansNow() {
        String ahead = Instant.now().plusSeconds(45).toString();

        JsonObject order = made(JsonObject.of("amount_cents", 1, "placed_at", ahead), orders);

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
        Response response = asks().body(body).post(orders);

        JsonObject error = json(response).getJsonArray("errors").getJsonObject(0);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(error.getString("field")).isEqualTo("amount_cents");
        assertThat(error.getString("message")).endsWith(" a whole number from 0 to 999999999999999");
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        JsonObject body = JsonObject.of("placed_at", "2999-01-01T00:00:00Z", "status", "paid");

        assertThat(json(sends(body).post(orders)).getJsonArray("errors"))
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
    void aTimeIsOneThatCanHaveBeen(String time) {
        sends(JsonObject.of("amount_cents", 1, "placed_at", time))
                .post(orders)
                .then()
                .statusCode(422);
    }

    @Test
    void ordersAreListedFromTheLatestOn() {
        assertThat(json(asks().get(orders)).getJsonArray("items")).isEmpty();
        JsonObject now = made(JsonObject.of("amount_cents", 3), orders);
        JsonObject first = made(JsonObject.of("amount_cents", 1, "placed_at", "2026-01-01T00:00:00Z"), orders);
        JsonObject second = made(JsonObject.of("amount_cents", 2, "placed_at", "2026-01-02T00:00:00Z"), orders);

        assertThat(json(asks().get(orders)).getJsonArray("items")).isEqualTo(JsonArray.of(now, second, first));
        assertThat(json(asks().get(orders + "?limit=1")).getJsonArray("items")).isEqualTo(JsonArray.of(now));
        asks().get(orders + "?limit=201").then().statusCode(400);
        asks().get(NOBODY + "/orders").then().statusCode(404);
    }

    @Test
    void aWalkSeesEachOrderOnceWhileOthersComeAndGo() {
        List<String> there = IntStream.range(0, 7)
                .mapToObj(n -> made(JsonObject.of("amount_cents", n, "placed_at", SAME_TIME), orders))
                .map(order -> order.getString("id"))
                .toList();
        List<String> seen = new ArrayList<>();
        String next = "?limit=2";
        while (next != null) {
            JsonObject page = json(asks().get(orders + next));
            page.getJsonArray("items").forEach(order -> seen.add(((JsonObject) order).getString("id")));
            String cursor = page.getString("next_cursor");
            next = cursor == null ? null : "?limit=2&cursor=" + cursor;
            made(JsonObject.of("amount_cents", 1), orders);
        }

        assertThat(seen).hasSize(7).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void aCursorIsGoodForItsOwnListOnly() {
        made(JsonObject.of("amount_cents", 1), orders);
        made(JsonObject.of("amount_cents", 2), orders);
        Response first = asks().get(orders + "?limit=1");
        String cursor = json(first).getString("next_cursor");

        assertThat(first.header("Link")).isEqualTo("<?limit=1&cursor=" + cursor + ">; rel=\"next\"");
        asks().get(orders + "?cursor=" + cursor).then().statusCode(200);
        asks().get(orders + "?cursor=" + cursor + "A").then().statusCode(400);
        asks().get(NOBODY + "/orders?cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("cursor"));
    }

    @Test
    void anOrderNeedsACustomer() {
        sends(JsonObject.of("amount_cents", 1)).post(NOBODY + "/orders").then().statusCode(404);
        sends(JsonObject.of("amount_cents", 1))
                .header("Idempotency-Key", UUID.randomUUID())
                .post(NOBODY + "/orders")
                .then()
                .statusCode(404);
    }

    @Test
    void anOrderIsMadeOnceUnderAKey() {
        String key = UUID.randomUUID().toString();
        JsonObject body = JsonObject.of("amount_cents", 1);
        Response first = sends(body).header("Idempotency-Key", key).post(orders);
        sends(JsonObject.of("status", "paid"))
                .patch(first.header("Location"))
                .then()
                .statusCode(200);

        Response again = sends(body).header("Idempotency-Key", key).post(orders);

        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        String other = "/api/customers/" + Editor.made(customer()).getString("id") + "/orders";
        sends(body).header("Idempotency-Key", key).post(other).then().statusCode(422);
    }

    @Test
    void aCustomerWhoHasOrdersStays() {
        made(JsonObject.of("amount_cents", 1), orders);

        Response refused = asks().delete(customer);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("detail")).contains("has orders");
        asks().get(customer).then().statusCode(200);
    }

    @Test
    void eachStepOfAnOrderIsStamped() {
        JsonObject placed = made(JsonObject.of("amount_cents", 1), orders);
        String place = "/api/orders/" + placed.getString("id");

        JsonObject paid =
                json(sends(JsonObject.of("status", "paid", "amount_cents", 2)).patch(place));
        Response refund = sends(JsonObject.of("status", "refunded"))
                .header("If-Match", "\"2\"")
                .patch(place);

        JsonObject refunded = json(refund);
        assertThat(refund.header("ETag")).isEqualTo("\"3\"");
        assertThat(paid.getString("updated_at")).isGreaterThan(placed.getString("updated_at"));
        assertThat(refunded.getString("updated_at")).isGreaterThan(paid.getString("updated_at"));
        assertThat(refunded)
                .isEqualTo(placed.copy()
                        .put("status", "refunded")
                        .put("amount_cents", 2)
                        .put("version", 3)
                        .put("updated_at", refunded.getString("updated_at")));
        assertThat(json(asks().get(place))).isEqualTo(refunded);
    }

    @ParameterizedTest
    @CsvSource({"pending, refunded", "paid, pending", "paid, cancelled", "cancelled, paid", "cancelled, pending"})
    void anIllegalStepIsRefused(String from, String to) {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");
        sends(JsonObject.of("status", from)).patch(place).then().statusCode(200);
        String before = asks().get(place).asString();

        Response refused = sends(JsonObject.of("status", to)).patch(place);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("detail"))
                .startsWith("The order is %s and cannot become %s".formatted(from, to));
        assertThat(asks().get(place).asString()).isEqualTo(before);
    }

    @Test
    void anAmountThatWasPaidStays() {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");
        sends(JsonObject.of("status", "paid")).patch(place).then().statusCode(200);

        for (JsonObject other :
                List.of(JsonObject.of("amount_cents", 2), JsonObject.of("amount_cents", 2, "status", "refunded"))) {
            sends(other)
                    .patch(place)
                    .then()
                    .statusCode(409)
                    .body("detail", equalTo("The order is paid, and its amount can change only while pending."));
        }
        sends(JsonObject.of("amount_cents", 1, "status", "refunded"))
                .patch(place)
                .then()
                .statusCode(200);
    }

    @Test
    void whatChangesNothingLeavesTheVersion() {
        JsonObject order = made(JsonObject.of("amount_cents", 1), orders);
        String place = "/api/orders/" + order.getString("id");

        for (JsonObject same : List.of(new JsonObject(), JsonObject.of("status", "pending", "amount_cents", 1))) {
            assertThat(json(sends(same).header("If-Match", "\"1\"").patch(place)))
                    .isEqualTo(order);
        }
    }

    @Test
    void aPatchTakesStatusAndAmountOnly() {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");

        for (String body : List.of(
                "{\"status\":null}",
                "{\"status\":\"Paid\"}",
                "{\"amount_cents\":null}",
                "{\"placed_at\":\"2026-01-31T12:00:00Z\"}",
                "{\"version\":1}")) {
            asks().body(body).patch(place).then().statusCode(422);
        }
    }

    @Test
    void versionsAreKeptAsWithCustomers() {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");

        asks().header("If-None-Match", "\"1\"").get(place).then().statusCode(304);
        sends(JsonObject.of("status", "paid"))
                .header("If-Match", "\"2\"")
                .patch(place)
                .then()
                .statusCode(412);
        sends(JsonObject.of("status", "paid"))
                .header("If-Match", "*")
                .patch("/api/orders/0197f1c0-0000-7000-8000-000000000000")
                .then()
                .statusCode(404);
    }

    @Test
    void ofManyWhoWantAnOrderToGoDifferentWaysOneSucceeds() {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 20)
                .mapToObj(i -> patchLater(place, i % 2 == 0 ? "paid" : "cancelled"))
                .toList();

        String status = sent.stream()
                .map(answer -> answer.join())
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> new JsonObject(answer.body()).getString("status"))
                .distinct()
                .reduce("", String::concat);
        assertThat(status).isIn("paid", "cancelled");
        assertThat(json(asks().get(place)).getString("status")).isEqualTo(status);
        assertThat(json(asks().get(place)).getLong("version")).isEqualTo(2);
    }

    @Test
    void everyRequestIsServedByOneConnection() {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");

        assertOneUnit(() -> sends(JsonObject.of("amount_cents", 1)).post(orders));
        assertOneUnit(() -> sends(JsonObject.of("amount_cents", 1)).post(NOBODY + "/orders"));
        assertOneUnit(() -> asks().get(place));
        assertOneUnit(() -> asks().get(orders));
        assertOneUnit(() -> asks().get(NOBODY + "/orders"));
        assertOneUnit(() -> sends(JsonObject.of("status", "paid")).patch(place));
        assertOneUnit(() -> sends(JsonObject.of("status", "cancelled")).patch(place));
    }

    @Test
    void aViewerReadsOnly() {
        String place =
                "/api/orders/" + made(JsonObject.of("amount_cents", 1), orders).getString("id");
        String viewer = Token.bearer("viewer");

        RestAssured.given().header("Authorization", viewer).get(place).then().statusCode(200);
        asksAs(viewer).body("{\"status\":\"paid\"}").patch(place).then().statusCode(403);
        asksAs(viewer).body("{\"amount_cents\":1}").post(orders).then().statusCode(403);
    }

    private static RequestSpecification asksAs(String token) {
        return RestAssured.given().header("Authorization", token).contentType("application/json");
    }

    private static JsonObject made(JsonObject content, String orders) {
        return json(sends(content).post(orders).then().statusCode(201).extract().response());
    }

    private static CompletableFuture<HttpResponse<String>> patchLater(String place, String status) {
        HttpRequest request = HttpRequest.newBuilder(Operator.address(place))
                .header("Authorization", Token.bearer("editor"))
                .header("Content-Type", "application/merge-patch+json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(JsonObject.of("status", status).encode()))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    private void assertOneUnit(Runnable request) {
        long before = counts.totals().attempts();
        request.run();
        assertThat(counts.totals().attempts() - before).isEqualTo(1);
    }
}
