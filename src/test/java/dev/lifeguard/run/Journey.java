package dev.lifeguard.run;

import static dev.lifeguard.fixture.Editor.address;
import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.lifeguard.fixture.RawHttp;
import dev.lifeguard.fixture.Token;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Once through everything: each route, and problems of all makings.
abstract class Journey {

    @Test
    void aCustomerOrdersAndPaysAndIsSeenOnTheDashboard() {
        JsonObject buyer = create(customer().put("company", "Yılmaz & Oğulları").put("country", "TR"));
        String orders = "/api/customers/" + buyer.getString("id") + "/orders";
        JsonObject order = json(withJson(JsonObject.of("amount_cents", 12_345)).post(orders));
        String its = "/api/orders/" + order.getString("id");

        assertThat(json(withJson(JsonObject.of("status", "paid")).patch(its)).getString("status"))
                .isEqualTo("paid");

        asEditor().get(orders).then().statusCode(200).body("items[0].amount_cents", equalTo(12_345));
        asEditor().get(its).then().statusCode(200).header("ETag", "\"2\"");
        asEditor()
                .queryParam("bucket", "day")
                .get("/api/dashboards/overview")
                .then()
                .statusCode(200)
                .body(containsString("Yılmaz"));
        asEditor().delete("/api/customers/" + buyer.getString("id")).then().statusCode(409);
    }

    @Test
    void aCustomerIsFoundChangedAndGone() {
        JsonObject made = create(customer().put("company", "Of the journey"));
        String its = "/api/customers/" + made.getString("id");
        String tag = asEditor().get(its).header("ETag");

        asEditor()
                .queryParam("search", made.getString("email"))
                .queryParam("sort", "name")
                .queryParam("count", "exact")
                .get("/api/customers")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(made.getString("id"))));
        asEditor().header("If-None-Match", tag).get(its).then().statusCode(304);
        asEditor()
                .header("If-Match", tag)
                .contentType("application/merge-patch+json")
                .body("{\"notes\":\"Seen\"}")
                .patch(its)
                .then()
                .statusCode(200)
                .body("notes", equalTo("Seen"));
        asEditor().header("If-Match", tag).delete(its).then().statusCode(412);
        withJson(made.put("country", "DE").copy())
                .put(its)
                .then()
                .statusCode(200)
                .body("country", equalTo("DE"));
        asEditor().delete(its).then().statusCode(204);
        asEditor().get(its).then().statusCode(404).contentType(startsWith("application/problem+json"));
    }

    @Test
    void aFileGoesInAndComesOut() {
        String email = address();
        asEditor()
                .contentType("text/csv; charset=UTF-8")
                .body("name,email\nFrom a file,%s\nWithout an address,\n".formatted(email))
                .queryParam("mode", "lenient")
                .post("/api/customers/import")
                .then()
                .statusCode(200)
                .body("inserted", equalTo(1))
                .body("rejected", equalTo(1));

        for (String format : List.of("text/csv", "application/x-ndjson")) {
            asEditor()
                    .accept(format)
                    .queryParam("created_from", Instant.now().minusSeconds(600).toString())
                    .get("/api/customers/export")
                    .then()
                    .statusCode(200)
                    .body(containsString(email));
        }
    }

    @Test
    void aRequestRepeatedUnderItsKeyIsAnsweredAsBefore() {
        RequestSpecification request = withJson(customer()).header("Idempotency-Key", "journey-" + System.nanoTime());

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
    void anOperatorSees(String path) {
        given().header("Authorization", Token.bearer("operator", "viewer"))
                .get(path)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/lifeguard.css",
                "/lifeguard.js",
                "/lifeguard.svg",
                "/health",
                "/health/live",
                "/health/ready",
                "/health/started",
                "/metrics",
                "/q/openapi"
            })
    void anybodySees(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void healthIsSaidInTurkishToThoseWhoPreferIt() {
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

    @Test
    void anOperatorMakesTheRollUpsAnew() {
        given().header("Authorization", Token.bearer("operator"))
                .post("/api/dashboards/rebuild")
                .then()
                .statusCode(200);
    }

    @Test
    void anOperatorFollowsThePool() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/pool/stream"))
                .header("Authorization", Token.bearer("operator"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            assertThat(lines.filter(line -> line.startsWith("data:")).findFirst())
                    .isPresent();
            client.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET, /nowhere",
        "404, GET, /api/orders/0198c5a0-7b1e-7cc3-98c4-dc0c0c07398f",
        "400, GET, /api/customers/no-id",
        "400, GET, /api/customers?limit=many",
        "403, GET, /pool",
        "405, DELETE, /api/customers",
        "415, POST, /api/customers/import",
        "422, POST, /api/customers"
    })
    void whatIsWrongIsAProblem(int status, String method, String path) {
        problem(status, asEditor().body("{}").request(method, path));
    }

    @Test
    void whatIsWrongOtherwiseIsAProblemToo() {
        problem(401, given().get("/api/customers"));
        problem(401, given().header("Authorization", "Bearer none").get("/api/customers"));
        problem(400, asEditor().body("{").post("/api/customers"));
        problem(406, asEditor().accept("image/png").get("/api/customers/export"));
        JsonObject twice = customer();
        create(twice);
        problem(409, withJson(twice).post("/api/customers"));
    }

    @Test
    void anAddressThatCannotBeDecodedIsAProblem() {
        byte[] request = "GET /api/customers/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);

        RawHttp.RawResponse answer = RawHttp.send(RestAssured.port, request).orElseThrow();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    private static void problem(int status, Response answer) {
        answer.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", startsWith("urn:lifeguard:problem:"))
                .body("status", equalTo(status));
    }
}
