package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.asEditor;
import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.withJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Token;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that are repeated under one key take effect once.
@QuarkusTest
class IdempotencyTest extends KeyedRequests {

    @Test
    void aRepeatedRequestGetsTheSameResponseEvenIfTheRecordHasChanged() throws SQLException {
        Response first = post();
        withJson(JsonObject.of("name", "Changed"))
                .patch(first.header("Location"))
                .then()
                .statusCode(200);
        assertSame(post(), first);
        asEditor().delete(first.header("Location")).then().statusCode(204);

        assertSame(post(), first);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(rows()).isZero();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() throws SQLException {
        post();

        Response other = withJson(customer()).header("Idempotency-Key", key).post(CUSTOMERS);

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).getString("type")).isEqualTo("urn:lifeguard:problem:idempotency-key-reused");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void anotherClientMayUseTheSameKey() {
        Response mine = post();

        Response theirs = RestAssured.given()
                .header("Authorization", Token.bearer("editor", "viewer"))
                .contentType("application/json")
                .body(customer().encode())
                .header("Idempotency-Key", key)
                .post(CUSTOMERS);

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat(theirs.header("Location")).isNotEqualTo(mine.header("Location"));
    }

    @Test
    void aFailedRequestLeavesItsKeyFree() {
        JsonObject taken = create(customer());
        withJson(content.copy().put("email", "nobody"))
                .header("Idempotency-Key", key)
                .post(CUSTOMERS)
                .then()
                .statusCode(422);
        withJson(content.copy().put("email", taken.getString("email")))
                .header("Idempotency-Key", key)
                .post(CUSTOMERS)
                .then()
                .statusCode(409);

        Response right = post();

        assertThat(right.statusCode()).isEqualTo(201);
        assertThat(right.header("Idempotency-Replayed")).isNull();
    }

    static Stream<String> malformed() {
        return Stream.of("", "two words", "x".repeat(256), "\u00e9");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedKeyIsRefused(String malformed) {
        withJson(content)
                .header("Idempotency-Key", malformed)
                .post(CUSTOMERS)
                .then()
                .statusCode(400);
    }

    @Test
    void anExpiredKeyCanBeUsedAgain() throws SQLException {
        Response first = post();
        execute("update idempotency_keys set expires_at = now() - interval '1 second' where key = '" + key + "'");

        Response second = withJson(customer()).header("Idempotency-Key", key).post(CUSTOMERS);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Location")).isNotEqualTo(first.header("Location"));
        assertThat(
                        count(
                                "select count(*) from idempotency_keys where expires_at > now() + interval '23 hours' and key = ?"))
                .isEqualTo(1);
    }

    @Test
    void eachNewKeyRemovesTwoExpiredOnes() throws SQLException {
        execute("""
                insert into idempotency_keys (actor, key, fingerprint, location, etag, body, expires_at)
                select 'gone', n::text, '', '', '', '', timestamptz '2000-01-01' + n * interval '1 day'
                  from generate_series(1, 5) as n
                """);

        post();

        assertThat(count("select count(*) from idempotency_keys where actor = 'gone' and key <> ?"))
                .isEqualTo(3);
        execute("delete from idempotency_keys where actor = 'gone'");
    }

    private long count(String sql) throws SQLException {
        return countOf(sql, key);
    }
}
