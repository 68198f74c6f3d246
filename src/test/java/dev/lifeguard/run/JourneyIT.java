package dev.lifeguard.run;

import dev.lifeguard.fixture.Packaged;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/// One pass through all features of the built application: the jar, or with `-Dnative` the binary,
/// which lacks whatever was not registered for reflection or as a resource. It also trains the AOT
/// cache.
@QuarkusIntegrationTest
@WithTestResource(Packaged.class)
class JourneyIT {

    @Test
    void aPaidOrderIsOnTheDashboard() {
        JsonObject buyer = made(customer().put("company", "Yılmaz & Oğulları").put("country", "TR"));
        String orders = "/api/customers/" + buyer.getString("id") + "/orders";
        JsonObject order = json(sends(JsonObject.of("amount_cents", 12_345)).post(orders));
        String its = "/api/orders/" + order.getString("id");

        assertThat(json(sends(JsonObject.of("status", "paid")).patch(its)).getString("status"))
                .isEqualTo("paid");

        asks().get(orders).then().statusCode(200).body("items[0].amount_cents", equalTo(12_345));
        asks().get(its).then().statusCode(200).header("ETag", "\"2\"");
        asks().queryParam("bucket", "day")
                .get("/api/dashboards/overview")
                .then()
                .statusCode(200)
                .body(containsString("Yılmaz"));
        asks().delete("/api/customers/" + buyer.getString("id")).then().statusCode(409);
    }

    @Test
    void aCustomerIsFoundChangedAndDeleted() {
        JsonObject made = made(customer().put("company", "Of the journey"));
        String its = "/api/customers/" + made.getString("id");
        String tag = asks().get(its).header("ETag");

        asks().queryParam("search", made.getString("email"))
                .queryParam("sort", "name")
                .queryParam("count", "exact")
                .get("/api/customers")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(made.getString("id"))));
        asks().header("If-None-Match", tag).get(its).then().statusCode(304);
        asks().header("If-Match", tag)
                .contentType("application/merge-patch+json")
                .body("{\"notes\":\"Seen\"}")
                .patch(its)
                .then()
                .statusCode(200)
                .body("notes", equalTo("Seen"));
        asks().header("If-Match", tag).delete(its).then().statusCode(412);
        asks().delete(its).then().statusCode(204);
        asks().get(its).then().statusCode(404).contentType(startsWith("application/problem+json"));
    }

    @Test
    void aFileIsImportedAndExported() {
        String email = address();
        asks().contentType("text/csv; charset=UTF-8")
                .body("name,email\nFrom a file,%s\nWithout an address,\n".formatted(email))
                .queryParam("mode", "lenient")
                .post("/api/customers/import")
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1))
                .body("rejected", equalTo(1));

        for (String format : List.of("text/csv", "application/x-ndjson")) {
            asks().accept(format)
                    .queryParam("created_from", Instant.now().minusSeconds(600).toString())
                    .get("/api/customers/export")
                    .then()
                    .statusCode(200)
                    .body(containsString(email));
        }
    }

    @Test
    void aRepeatedRequestGetsTheFirstResponse() {
        RequestSpecification request = sends(customer()).header("Idempotency-Key", "journey-" + System.nanoTime());

        String first = request.post("/api/customers").asString();

        request.post("/api/customers")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pool",
                "/pool/connections",
                "/pool/history",
                "/pool/advice",
                "/pool/fleet",
                "/pool/incidents",
                "/pool/queries",
                "/health/db",
                "/health/db/test",
                "/api/dashboards",
                "/api/dashboards/revenue",
                "/api/dashboards/growth"
            })
    void anOperatorMayRead(String path) {
        given().header("Authorization", Token.bearer("operator", "viewer"))
                .get(path)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/health", "/health/live", "/health/ready", "/health/started", "/metrics", "/q/openapi"})
    void openRoutesNeedNoToken(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void healthIsInTurkishIfPreferred() {
        given().header("Accept-Language", "tr")
                .get("/health")
                .then()
                .statusCode(200)
                .body("message", equalTo("API çalışıyor"));
    }

    @Test
    void anOperatorResizesThePool() {
        for (int size : List.of(9, 10)) {
            given().header("Authorization", Token.bearer("operator"))
                    .contentType("application/json")
                    .body("{\"max_connections\":%d}".formatted(size))
                    .patch("/pool")
                    .then()
                    .statusCode(200);
        }
        given().header("Authorization", Token.bearer("operator"))
                .post("/pool/flush")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/customers/no-id", "/api/customers?limit=many"})
    void everyErrorIsAProblem(String path) {
        asks().get(path)
                .then()
                .contentType(startsWith("application/problem+json"))
                .body("type", startsWith("urn:lifeguard:problem:"));
    }
}
