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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Şule İğdır Öğüt",
                "محمد بن عبد الله",
                "王小明",
                "Zoë 👩‍👩‍👧‍👦 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
                "e\u0301 is not \u00e9",
                "  kept as it came  ",
                "Robert'); drop table customers;--",
                "<script>alert(1)</script>"
            })
    void textIsKeptExactlyAsItCame(String text) {
        JsonObject created = made(customer().put("name", text).put("notes", text + "\r\n\tnext line"));

        JsonObject read = json(asks().get(CUSTOMERS + "/" + created.getString("id")));
        assertThat(read.getString("name")).isEqualTo(text);
        assertThat(read.getString("notes")).isEqualTo(text + "\r\n\tnext line");
    }

    @Test
    void theLongestTextsFit() {
        JsonObject content = full().put("name", "👍".repeat(200))
                .put("company", "ş".repeat(200))
                .put("phone", "0".repeat(50))
                .put("notes", "王".repeat(10_000));

        JsonObject created = made(content);

        assertThat(created.getString("notes")).isEqualTo(content.getString("notes"));
    }

    @Test
    void aBodyIsToldEveryFieldThatIsWrongAndWhatItTakes() {
        JsonObject content = JsonObject.of(
                "email",
                "nobody",
                "phone",
                5,
                "status",
                null,
                "country",
                "XX",
                "notes",
                "n".repeat(10_001),
                "colour",
                "red",
                "id",
                NOBODY.toString());

        JsonObject problem = json(sends(content).post(CUSTOMERS));

        assertThat(problem.getString("type")).isEqualTo("urn:lifeguard:problem:invalid-content");
        assertThat(problem.getJsonArray("errors"))
                .isEqualTo(JsonArray.of(
                        error("name", "is required: a text of 1 to 200 characters, without control characters"),
                        error("email", "must be an e-mail address of at most 320 characters, such as elif@example.com"),
                        error("phone", "must be a text of 1 to 50 characters, without control characters"),
                        error("status", "must be one of lead, active, inactive, churned"),
                        error("country", "must be an ISO 3166-1 alpha-2 code, such as TR"),
                        error(
                                "notes",
                                "must be a text of 1 to 10000 characters, without control characters other than tabs and line breaks"),
                        error("colour", "is not known here"),
                        error("id", "is not known here")));
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("name", "\"\""),
                Arguments.of("name", "\"  \""),
                Arguments.of("name", "\"a\\u0000b\""),
                Arguments.of("name", "\"a\\nb\""),
                Arguments.of("name", "\"half a \\ud83d character\""),
                Arguments.of("name", "\"" + "x".repeat(201) + "\""),
                Arguments.of("name", "null"),
                Arguments.of("name", "[]"),
                Arguments.of("name", "{\"a\":[1]}"),
                Arguments.of("name", "1e400"),
                Arguments.of("name", "9".repeat(500)),
                Arguments.of("name", "true"),
                Arguments.of("email", "\"a@b@c\""),
                Arguments.of("email", "\"a b@c\""),
                Arguments.of("email", "\"@\""),
                Arguments.of("email", "\"" + "x".repeat(320) + "@x\""),
                Arguments.of("phone", "\"\""),
                Arguments.of("status", "\"LEAD\""),
                Arguments.of("status", "0"),
                Arguments.of("country", "\"tr\""),
                Arguments.of("country", "\"TUR\""),
                Arguments.of("notes", "\"bell \\u0007\""),
                Arguments.of("notes", "\"\\u2028\""));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsRefusedByEveryRoute(String field, String value) {
        String body = customer().encode().replace("}", ",\"" + field + "\":" + value + "}");
        if (customer().containsKey(field)) {
            JsonObject without = customer();
            without.remove(field);
            body = without.encode().replace("}", ",\"" + field + "\":" + value + "}");
        }
        String place = CUSTOMERS + "/" + NOBODY;

        for (Response response : List.of(
                asks().body(body).post(CUSTOMERS),
                asks().body(body).put(place),
                asks().body(body).patch(place))) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(422);
            assertThat(json(response).getJsonArray("errors").getJsonObject(0).getString("field"))
                    .isEqualTo(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "[{}]", "5", "\"x\"", "{", "{\"name\":\"a\",\"name\":\"b\"}", "{}{}"})
    void aBodyThatIsNoObjectIsMalformed(String body) {
        for (Response response :
                List.of(asks().body(body).post(CUSTOMERS), asks().body(body).patch(CUSTOMERS + "/" + NOBODY))) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
            assertThat(json(response).getString("type")).isEqualTo("urn:lifeguard:problem:malformed-request");
        }
    }

    @Test
    void noBodyAtAllIsMalformed() {
        asks().post(CUSTOMERS).then().statusCode(400);
    }

    @Test
    void aBodyThatIsNotUtf8IsMalformed() {
        String body = customer().put("name", "Zoë").encode();
        for (byte[] bytes : List.of(
                body.getBytes(StandardCharsets.ISO_8859_1),
                body.getBytes(StandardCharsets.UTF_16),
                body.getBytes(StandardCharsets.UTF_16LE),
                "{\"name\":\"\u00c0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1))) {
            asks().body(bytes).post(CUSTOMERS).then().statusCode(400);
        }
    }

    @Test
    void aFieldWithAHostileNameIsRefusedInWordsThatCanBeSent() {
        Response response =
                asks().body("{\"\\ud800" + "x".repeat(40_000) + "\":1}").patch(CUSTOMERS + "/" + NOBODY);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.asString().length()).isLessThan(1000);
        assertThat(json(response).getJsonArray("errors").getJsonObject(0).getString("field"))
                .startsWith("\ufffdxxx")
                .hasSize(100);
    }

    @Test
    void anAddressIsTakenInWhateverCase() {
        JsonObject first = made(customer());

        Response second = sends(customer().put("email", first.getString("email").toUpperCase(Locale.ROOT)))
                .post(CUSTOMERS);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).getJsonArray("errors")).isEqualTo(JsonArray.of(error("email", "is taken already")));
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
    void anotherFormatIsNotTaken() {
        asks().contentType("text/plain")
                .body("{}")
                .patch(CUSTOMERS + "/" + NOBODY)
                .then()
                .statusCode(415);
        asks().contentType("application/merge-patch+json")
                .body("{}")
                .post(CUSTOMERS)
                .then()
                .statusCode(415);
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
