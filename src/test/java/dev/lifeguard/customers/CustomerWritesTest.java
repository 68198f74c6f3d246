package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.address;
import static dev.lifeguard.fixture.Editor.asks;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.made;
import static dev.lifeguard.fixture.Editor.sends;
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

/// Creating, replacing, patching and deleting, one client at a time.
@QuarkusTest
class CustomerWritesTest {
    private static final String CUSTOMERS = "/api/customers";
    private static final UUID NOBODY = UUID.fromString("0197f1c0-0000-7000-8000-000000000000");

    @Test
    void aNewCustomerIsAnsweredAsItIsStored() {
        Response created = sends(full()).post(CUSTOMERS);

        JsonObject body = json(created);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(CUSTOMERS + "/" + body.getString("id"));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(created.contentType()).startsWith("application/json");
        assertThat(asks().get(created.header("Location")).asString()).isEqualTo(created.asString());
    }

    @Test
    void aNewCustomerHasWhatTheClientSaidAndTheRestFromTheService() {
        JsonObject content = full();
        Instant before = Instant.now();

        JsonObject created = made(content);

        content.forEach(said -> assertThat(created.getValue(said.getKey())).isEqualTo(said.getValue()));
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
    void whatIsLeftOutHasNoValueAndTheStatusIsLead() {
        JsonObject created = made(customer().putNull("phone"));

        assertThat(created.getString("status")).isEqualTo("lead");
        assertThat(List.of("phone", "company", "country", "notes"))
                .allSatisfy(
                        field -> assertThat(created.getValue(field, "absent")).isNull());
    }

    @Test
    void anAddressIsTakenInWhateverCase() {
        JsonObject first = made(customer());

        Response second = sends(customer().put("email", first.getString("email").toUpperCase(Locale.ROOT)))
                .post(CUSTOMERS);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).getJsonArray("errors")).isEqualTo(JsonArray.of(error("email", "is already taken")));
    }

    @Test
    void anAddressThatAnotherHasCannotBeChangedTo() {
        JsonObject first = made(customer());
        JsonObject second = made(customer());

        Response patched =
                sends(JsonObject.of("email", first.getString("email"))).patch(place(second));

        assertThat(patched.statusCode()).isEqualTo(409);
        assertThat(json(asks().get(place(second)))).isEqualTo(second);
    }

    @Test
    void whatWasReadCanBeSentBack() {
        JsonObject before = made(full());

        Response replaced = sends(before.copy().put("name", "Another")).put(place(before));

        JsonObject after = json(replaced);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(after.getString("updated_at")).isGreaterThan(before.getString("updated_at"));
        assertThat(after)
                .isEqualTo(before.copy()
                        .put("name", "Another")
                        .put("version", 2)
                        .put("updated_at", after.getString("updated_at")));
        assertThat(json(asks().get(place(before)))).isEqualTo(after);
    }

    @Test
    void aReplacementTakesWhatItLeavesOutAway() {
        JsonObject before = made(full());
        JsonObject little = customer();

        JsonObject after = json(sends(little).put(place(before)));

        assertThat(after.getString("email")).isEqualTo(little.getString("email"));
        assertThat(after.getString("status")).isEqualTo("lead");
        assertThat(after.getString("phone")).isNull();
        assertThat(after.getString("notes")).isNull();
        assertThat(after.getString("created_at")).isEqualTo(before.getString("created_at"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/merge-patch+json", "application/json"})
    void aPatchChangesWhatItNamesAndNothingElse(String type) {
        JsonObject before = made(full());

        Response patched = sends(JsonObject.of("notes", null, "company", "New"))
                .contentType(type)
                .patch(place(before));

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
    void aPatchThatChangesNothingLeavesTheVersion(String patch) {
        JsonObject before = made(customer().put("status", "active"));

        Response patched = asks().header("If-Match", "\"1\"").body(patch).patch(place(before));

        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(patched.header("ETag")).isEqualTo("\"1\"");
        assertThat(json(patched)).isEqualTo(before);
    }

    @Test
    void aDeletedCustomerIsGone() {
        JsonObject customer = made(customer());

        asks().delete(place(customer)).then().statusCode(204).body(emptyString());

        asks().get(place(customer)).then().statusCode(404);
        asks().delete(place(customer)).then().statusCode(404);
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        String place = CUSTOMERS + "/" + NOBODY;
        for (String expected : List.of("*", "\"1\"")) {
            sends(customer()).header("If-Match", expected).put(place).then().statusCode(404);
            sends(JsonObject.of("name", "a"))
                    .header("If-Match", expected)
                    .patch(place)
                    .then()
                    .statusCode(404);
            asks().body("{}").header("If-Match", expected).patch(place).then().statusCode(404);
            asks().header("If-Match", expected).delete(place).then().statusCode(404);
        }
    }

    @Test
    void aViewerWritesNothing() {
        String viewer = Token.bearer("viewer");
        String place = place(made(customer()));

        given().header("Authorization", viewer)
                .contentType("application/json")
                .body(customer().encode())
                .post(CUSTOMERS)
                .then()
                .statusCode(403);
        given().header("Authorization", viewer)
                .contentType("application/json")
                .body(customer().encode())
                .put(place)
                .then()
                .statusCode(403);
        given().header("Authorization", viewer)
                .contentType("application/json")
                .body("{}")
                .patch(place)
                .then()
                .statusCode(403);
        given().header("Authorization", viewer).delete(place).then().statusCode(403);
        given().header("Authorization", viewer).get(place).then().statusCode(200);
    }

    @Test
    void anEmptyAnswerHasNoType() {
        asks().delete(place(made(customer()))).then().header("Content-Type", nullValue());
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        asks().body("{}").patch(CUSTOMERS + "/1").then().statusCode(400).body("errors[0].field", equalTo("id"));
        asks().delete(CUSTOMERS + "/x").then().statusCode(400);
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

    private static String place(JsonObject customer) {
        return CUSTOMERS + "/" + customer.getString("id");
    }
}
