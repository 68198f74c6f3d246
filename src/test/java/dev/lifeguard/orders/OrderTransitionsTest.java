package dev.lifeguard.orders;

import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Changes of the status and the amount of an order.
@QuarkusTest
class OrderTransitionsTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private String orders;

    @BeforeEach
    void createCustomer() {
        orders = "/api/customers/" + create(customer()).getString("id") + "/orders";
    }

    @Test
    void eachTransitionChangesVersionAndTime() {
        JsonObject placed = create(JsonObject.of("amount_cents", 1), orders);
        String path = "/api/orders/" + placed.getString("id");

        JsonObject paid = json(
                withJson(JsonObject.of("status", "paid", "amount_cents", 2)).patch(path));
        Response refund = withJson(JsonObject.of("status", "refunded"))
                .header("If-Match", "\"2\"")
                .patch(path);

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
        assertThat(json(asEditor().get(path))).isEqualTo(refunded);
    }

    @ParameterizedTest
    @CsvSource({"pending, refunded", "paid, pending", "paid, cancelled", "cancelled, paid", "cancelled, pending"})
    void anIllegalTransitionIsRefused(String from, String to) {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");
        withJson(JsonObject.of("status", from)).patch(path).then().statusCode(200);
        String before = asEditor().get(path).asString();

        Response refused = withJson(JsonObject.of("status", to)).patch(path);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).getString("detail"))
                .startsWith("The order is %s and cannot become %s".formatted(from, to));
        assertThat(asEditor().get(path).asString()).isEqualTo(before);
    }

    @Test
    void theAmountOfAPaidOrderCannotChange() {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");
        withJson(JsonObject.of("status", "paid")).patch(path).then().statusCode(200);

        for (JsonObject other :
                List.of(JsonObject.of("amount_cents", 2), JsonObject.of("amount_cents", 2, "status", "refunded"))) {
            withJson(other)
                    .patch(path)
                    .then()
                    .statusCode(409)
                    .body("detail", equalTo("The order is paid, and its amount can change only while pending."));
        }
        withJson(JsonObject.of("amount_cents", 1, "status", "refunded"))
                .patch(path)
                .then()
                .statusCode(200);
    }

    @Test
    void aPatchThatChangesNothingKeepsTheVersion() {
        JsonObject order = create(JsonObject.of("amount_cents", 1), orders);
        String path = "/api/orders/" + order.getString("id");

        for (JsonObject same : List.of(new JsonObject(), JsonObject.of("status", "pending", "amount_cents", 1))) {
            assertThat(json(withJson(same).header("If-Match", "\"1\"").patch(path)))
                    .isEqualTo(order);
        }
    }

    @Test
    void aPatchAcceptsStatusAndAmountOnly() {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");

        for (String body : List.of(
                "{\"status\":null}",
                "{\"status\":\"Paid\"}",
                "{\"amount_cents\":null}",
                "{\"placed_at\":\"2026-01-31T12:00:00Z\"}",
                "{\"version\":1}")) {
            asEditor().body(body).patch(path).then().statusCode(422);
        }
    }

    @Test
    void versionsWorkAsForCustomers() {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");

        asEditor().header("If-None-Match", "\"1\"").get(path).then().statusCode(304);
        withJson(JsonObject.of("status", "paid"))
                .header("If-Match", "\"2\"")
                .patch(path)
                .then()
                .statusCode(412);
        withJson(JsonObject.of("status", "paid"))
                .header("If-Match", "*")
                .patch("/api/orders/0197f1c0-0000-7000-8000-000000000000")
                .then()
                .statusCode(404);
    }

    @Test
    void ofManyConflictingTransitionsOneSucceeds() {
        String path = "/api/orders/"
                + create(JsonObject.of("amount_cents", 1), orders).getString("id");
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 20)
                .mapToObj(i -> patchLater(path, i % 2 == 0 ? "paid" : "cancelled"))
                .toList();

        String status = sent.stream()
                .map(CompletableFuture::join)
                .filter(response -> response.statusCode() == 200)
                .map(response -> new JsonObject(response.body()).getString("status"))
                .distinct()
                .reduce("", String::concat);
        assertThat(status).isIn("paid", "cancelled");
        assertThat(json(asEditor().get(path)).getString("status")).isEqualTo(status);
        assertThat(json(asEditor().get(path)).getLong("version")).isEqualTo(2);
    }

    private static CompletableFuture<HttpResponse<String>> patchLater(String path, String status) {
        HttpRequest request = HttpRequest.newBuilder(Operator.address(path))
                .header("Authorization", Token.bearer("editor"))
                .header("Content-Type", "application/merge-patch+json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString(JsonObject.of("status", status).encode()))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }
}
