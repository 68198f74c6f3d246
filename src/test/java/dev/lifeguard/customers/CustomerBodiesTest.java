package dev.lifeguard.customers;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the body of a customer request may hold, and which errors name what it may not.
@QuarkusTest
class CustomerBodiesTest {
    private static final String CUSTOMERS = "/api/customers";
    private static final UUID UNKNOWN_ID = UUID.fromString("0197f1c0-0000-7000-8000-000000000000");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Şule İğdır Öğüt",
                "محمد بن عبد الله",
                "王小明",
                "Zoë 👩‍👩‍👧‍👦 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
                "e\u0301 is not \u00e9",
                "  kept with its spaces  ",
                "Robert'); drop table customers;--",
                "<script>alert(1)</script>"
            })
    void textIsStoredExactlyAsItWasSent(String text) {
        JsonObject created = create(customer().put("name", text).put("notes", text + "\r\n\tnext line"));

        JsonObject read = json(asEditor().get(CUSTOMERS + "/" + created.getString("id")));
        assertThat(read.getString("name")).isEqualTo(text);
        assertThat(read.getString("notes")).isEqualTo(text + "\r\n\tnext line");
    }

    @Test
    void theLongestTextsFit() {
        JsonObject content = customer()
                .put("name", "👍".repeat(200))
                .put("company", "ş".repeat(200))
                .put("phone", "0".repeat(50))
                .put("notes", "王".repeat(10_000));

        JsonObject created = create(content);

        assertThat(created.getString("notes")).isEqualTo(content.getString("notes"));
    }

    @Test
    void everyWrongFieldIsNamedWithWhatItAccepts() {
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
                UNKNOWN_ID.toString());

        JsonObject problem = json(withJson(content).post(CUSTOMERS));

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
        String path = CUSTOMERS + "/" + UNKNOWN_ID;

        for (Response response : List.of(
                asEditor().body(body).post(CUSTOMERS),
                asEditor().body(body).put(path),
                asEditor().body(body).patch(path))) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(422);
            assertThat(json(response).getJsonArray("errors").getJsonObject(0).getString("field"))
                    .isEqualTo(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "[{}]", "5", "\"x\"", "{", "{\"name\":\"a\",\"name\":\"b\"}", "{}{}"})
    void aBodyThatIsNotAnObjectIsMalformed(String body) {
        for (Response response : List.of(
                asEditor().body(body).post(CUSTOMERS), asEditor().body(body).patch(CUSTOMERS + "/" + UNKNOWN_ID))) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
            assertThat(json(response).getString("type")).isEqualTo("urn:lifeguard:problem:malformed-request");
        }
    }

    @Test
    void aMissingBodyIsMalformed() {
        asEditor().post(CUSTOMERS).then().statusCode(400);
    }

    @Test
    void aBodyThatIsNotUtf8IsMalformed() {
        String body = customer().put("name", "Zoë").encode();
        for (byte[] bytes : List.of(
                body.getBytes(StandardCharsets.ISO_8859_1),
                body.getBytes(StandardCharsets.UTF_16),
                body.getBytes(StandardCharsets.UTF_16LE),
                "{\"name\":\"\u00c0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1))) {
            asEditor().body(bytes).post(CUSTOMERS).then().statusCode(400);
        }
    }

    @Test
    void aHostileFieldNameIsCutAndMadePrintable() {
        Response response =
                asEditor().body("{\"\\ud800" + "x".repeat(40_000) + "\":1}").patch(CUSTOMERS + "/" + UNKNOWN_ID);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.asString().length()).isLessThan(1000);
        assertThat(json(response).getJsonArray("errors").getJsonObject(0).getString("field"))
                .startsWith("\ufffdxxx")
                .hasSize(100);
    }

    @Test
    void anotherMediaTypeIsRefused() {
        asEditor()
                .contentType("text/plain")
                .body("{}")
                .patch(CUSTOMERS + "/" + UNKNOWN_ID)
                .then()
                .statusCode(415);
        asEditor()
                .contentType("application/merge-patch+json")
                .body("{}")
                .post(CUSTOMERS)
                .then()
                .statusCode(415);
    }

    private static JsonObject error(String field, String message) {
        return JsonObject.of("field", field, "message", message);
    }
}
