package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.address;
import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.lifeguard.fixture.Token;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Creates, replaces, patches and deletes customers, one request at a time.
@QuarkusTest
class CustomerWritesTest {
    private static final String CUSTOMERS = "/api/customers";
    private static final UUID UNKNOWN_ID = UUID.fromString("0197f1c0-0000-7000-8000-000000000000");

    @Test
    void aNewCustomerIsReturnedAsItIsStored() {
        Response created = withJson(full()).post(CUSTOMERS);

        JsonObject body = json(created);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(CUSTOMERS + "/" + body.getString("id"));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.contentType()).startsWith("application/json");
        assertThat(asEditor().get(created.header("Location")).asString()).isEqualTo(created.asString());
    }

    @Test
    void aNewCustomerHasTheFieldsOfTheClientAndTheRestFromTheService() {
        JsonObject content = full();
        Instant before = Instant.now();

        JsonObject created = create(content);

        content.forEach(sent -> assertThat(created.getValue(sent.getKey())).isEqualTo(sent.getValue()));
        UUID id = UUID.fromString(created.getString("id"));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(created.getLong("version")).isEqualTo(1);
        assertThat(created.getString("updated_at")).isEqualTo(created.getString("created_at"));
        assertThat(Duration.between(before, Instant.parse(created.getString("created_at"))))
                .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
        assertThat(id.getMostSignificantBits() >>> 16)
                .isEqualTo(Instant.parse(created.getString("created_at")).toEpochMilli());
    }

    @Test
    void fieldsLeftOutAreEmptyAndTheStatusIsLead() {
        JsonObject created = create(customer().putNull("phone"));

        assertThat(created.getString("status")).isEqualTo("lead");
        assertThat(List.of("phone", "company", "country", "notes"))
                .allSatisfy(
                        field -> assertThat(created.getValue(field, "absent")).isNull());
    }

    @Test
    void anAddressIsTakenInAnyCase() {
        JsonObject first = create(customer());

        Response second = withJson(
                        customer().put("email", first.getString("email").toUpperCase(Locale.ROOT)))
                .post(CUSTOMERS);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).getJsonArray("errors")).isEqualTo(JsonArray.of(error("email", "is already taken")));
    }

    @Test
    void aChangeToATakenAddressIsRefused() {
        JsonObject first = create(customer());
        JsonObject second = create(customer());

        Response patched =
                withJson(JsonObject.of("email", first.getString("email"))).patch(path(second));

        assertThat(patched.statusCode()).isEqualTo(409);
        assertThat(json(asEditor().get(path(second)))).isEqualTo(second);
    }

    @Test
    void aCustomerThatWasReadCanBeSentBack() {
        JsonObject before = create(full());

        Response replaced = withJson(before.copy().put("name", "Another")).put(path(before));

        JsonObject after = json(replaced);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(after.getString("updated_at")).isGreaterThan(before.getString("updated_at"));
        assertThat(after)
                .isEqualTo(before.copy()
                        .put("name", "Another")
                        .put("version", 2)
                        .put("updated_at", after.getString("updated_at")));
        assertThat(json(asEditor().get(path(before)))).isEqualTo(after);
    }

    @Test
    void aReplacementClearsTheFieldsThatItLeavesOut() {
        JsonObject before = create(full());
        JsonObject minimal = customer();

        JsonObject after = json(withJson(minimal).put(path(before)));

        assertThat(after.getString("email")).isEqualTo(minimal.getString("email"));
        assertThat(after.getString("status")).isEqualTo("lead");
        assertThat(after.getString("phone")).isNull();
        assertThat(after.getString("notes")).isNull();
        assertThat(after.getString("created_at")).isEqualTo(before.getString("created_at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/merge-patch+json", "application/json"})
    void aPatchChangesTheFieldsThatItNames(String type) {
        JsonObject before = create(full());

        Response patched = withJson(JsonObject.of("notes", null, "company", "New"))
                .contentType(type)
                .patch(path(before));

        JsonObject after = json(patched);
        assertThat(patched.header("ETag")).isEqualTo("\"2\"");
        assertThat(after)
                .isEqualTo(before.copy()
                        .putNull("notes")
                        .put("company", "New")
                        .put("version", 2)
                        .put("updated_at", after.getString("updated_at")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":\"active\"}", "{\"status\":\"active\",\"phone\":null}"})
    void aPatchThatChangesNothingKeepsTheVersion(String patch) {
        JsonObject before = create(customer().put("status", "active"));

        Response patched = asEditor().header("If-Match", "\"1\"").body(patch).patch(path(before));

        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.header("ETag")).isEqualTo("\"1\"");
        assertThat(json(patched)).isEqualTo(before);
    }

    @Test
    void aDeletedCustomerIsGone() {
        JsonObject customer = create(customer());

        asEditor().delete(path(customer)).then().statusCode(204).body(emptyString());

        asEditor().get(path(customer)).then().statusCode(404);
        asEditor().delete(path(customer)).then().statusCode(404);
    }

    @Test
    void aMissingCustomerCannotBeChanged() {
        String path = CUSTOMERS + "/" + UNKNOWN_ID;
        for (String expected : List.of("*", "\"1\"")) {
            withJson(customer()).header("If-Match", expected).put(path).then().statusCode(404);
            withJson(JsonObject.of("name", "a"))
                    .header("If-Match", expected)
                    .patch(path)
                    .then()
                    .statusCode(404);
            asEditor()
                    .body("{}")
                    .header("If-Match", expected)
                    .patch(path)
                    .then()
                    .statusCode(404);
            asEditor().header("If-Match", expected).delete(path).then().statusCode(404);
        }
    }

    @Test
    void aViewerCannotWrite() {
        String viewer = Token.bearer("viewer");
        String path = path(create(customer()));

        given().header("Authorization", viewer)
                .contentType("application/json")
                .body(customer().encode())
                .post(CUSTOMERS)
                .then()
                .statusCode(403);
        given().header("Authorization", viewer)
                .contentType("application/json")
                .body(customer().encode())
                .put(path)
                .then()
                .statusCode(403);
        given().header("Authorization", viewer)
                .contentType("application/json")
                .body("{}")
                .patch(path)
                .then()
                .statusCode(403);
        given().header("Authorization", viewer).delete(path).then().statusCode(403);
        given().header("Authorization", viewer).get(path).then().statusCode(200);
    }

    @Test
    void anEmptyResponseHasNoContentType() {
        asEditor().delete(path(create(customer()))).then().header("Content-Type", nullValue());
    }

    @Test
    void aMalformedIdIsRefused() {
        asEditor().body("{}").patch(CUSTOMERS + "/1").then().statusCode(400).body("errors[0].field", equalTo("id"));
        asEditor().delete(CUSTOMERS + "/x").then().statusCode(400);
    }

    private static JsonObject full() {
        return JsonObject.of(
                "name",
                "Elif Yılmaz",
                "email",
                address(),
                "phone",
                "+90 555 0117",
                "company",
                "Yılmaz Tekstil A.Ş.",
                "status",
                "active",
                "country",
                "TR",
                "notes",
                "first\nsecond");
    }

    private static JsonObject error(String field, String message) {
        return JsonObject.of("field", field, "message", message);
    }

    private static String path(JsonObject customer) {
        return CUSTOMERS + "/" + customer.getString("id");
    }
}
