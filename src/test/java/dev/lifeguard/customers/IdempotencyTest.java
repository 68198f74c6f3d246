package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.asks;
import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.json;
import static dev.lifeguard.fixture.Editor.made;
import static dev.lifeguard.fixture.Editor.sends;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.DirectConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is asked for twice under one key happens once, whatever goes wrong in between.
@QuarkusTest
class IdempotencyTest {
    private static final String CUSTOMERS = "/api/customers";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    DirectConnection direct;

    private final String key = UUID.randomUUID().toString();
    private final JsonObject content = customer();
    private Connection past;
    private Connection inTheWay;

    @BeforeEach
    void connectBesideTheService() throws SQLException {
        past = direct.source("test", Duration.ZERO).getConnection();
        inTheWay = direct.source("test", Duration.ZERO).getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        past.close();
        inTheWay.close();
    }

    @Test
    void theSameRequestGetsTheSameAnswerWhateverHasBecomeOfTheRecord() throws SQLException {
        Response first = post();
        sends(JsonObject.of("name", "Changed"))
                .patch(first.header("Location"))
                .then()
                .statusCode(200);
        assertSame(post(), first);
        asks().delete(first.header("Location")).then().statusCode(204);

        assertSame(post(), first);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(rows()).isZero();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() throws SQLException {
        post();

        Response other = sends(customer()).header("Idempotency-Key", key).post(CUSTOMERS);

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
    void aRequestThatFailedLeavesItsKeyFree() {
        JsonObject taken = made(customer());
        sends(content.copy().put("email", "nobody"))
                .header("Idempotency-Key", key)
                .post(CUSTOMERS)
                .then()
                .statusCode(422);
        sends(content.copy().put("email", taken.getString("email")))
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
        sends(content)
                .header("Idempotency-Key", malformed)
                .post(CUSTOMERS)
                .then()
                .statusCode(400);
    }

    @Test
    void aKeyThatExpiredIsFreeAgain() throws SQLException {
        Response first = post();
        execute("update idempotency_keys set expires_at = now() - interval '1 second' where key = '" + key + "'");

        Response second = sends(customer()).header("Idempotency-Key", key).post(CUSTOMERS);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Location")).isNotEqualTo(first.header("Location"));
        assertThat(
                        count(
                                "select count(*) from idempotency_keys where expires_at > now() + interval '23 hours' and key = ?"))
                .isEqualTo(1);
    }

    @Test
    void eachKeyThatComesSweepsTwoThatExpired() throws SQLException {
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

    @Test
    void ofTwentyAtTheSameTimeOneHappensAndAllAreToldOfIt() throws SQLException {
        block();
        List<CompletableFuture<HttpResponse<String>>> sent =
                Stream.generate(this::postLater).limit(20).toList();
        Awaitility.await().atMost(PATIENCE).until(() -> blocked().size() > 1);
        unblock();

        assertThat(sent)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
        assertThat(sent.stream().map(answer -> answer.join().body()).distinct()).hasSize(1);
        assertThat(sent.stream()
                        .filter(answer -> answer.join()
                                .headers()
                                .firstValue("Idempotency-Replayed")
                                .isEmpty()))
                .hasSize(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsLostBeforeTheEndCostsTheClientNothing() throws SQLException {
        block();
        CompletableFuture<HttpResponse<String>> sent = postLater();
        terminate(awaitBlocked());
        awaitBlocked();
        unblock();

        assertThat(sent.join().statusCode()).isEqualTo(201);
        assertThat(rows()).isEqualTo(1);
        assertThat(post().asString()).isEqualTo(sent.join().body());
    }

    @Test
    void whoseConnectionsAreLostAgainAndAgainCanSafelyAskAgain() throws SQLException {
        block();
        CompletableFuture<HttpResponse<String>> sent = postLater();
        terminate(awaitBlocked());
        terminate(awaitBlocked());
        assertThat(sent.join().statusCode()).isEqualTo(503);
        unblock();

        Response again = post();

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(rows()).isEqualTo(1);
        assertSame(post(), again);
    }

    @Test
    void whoWasCutOffBeforeTheAnswerGetsItWhenAskingAgain() throws Exception {
        block();
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), Operator.address("").getPort())) {
            socket.getOutputStream().write(raw());
            awaitBlocked();
        }
        unblock();
        Awaitility.await().atMost(PATIENCE).until(() -> rows() == 1);

        Response again = post();

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(asks().get(again.header("Location")).asString()).isEqualTo(again.asString());
        assertThat(rows()).isEqualTo(1);
    }

    private Response post() {
        return sends(content).header("Idempotency-Key", key).post(CUSTOMERS);
    }

    private CompletableFuture<HttpResponse<String>> postLater() {
        HttpRequest request = HttpRequest.newBuilder(Operator.address(CUSTOMERS))
                .header("Authorization", Token.bearer("editor"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(content.encode()))
                .timeout(PATIENCE)
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    private byte[] raw() {
        byte[] body = content.encode().getBytes(UTF_8);
        return ("""
                POST /api/customers HTTP/1.1
                Host: localhost
                Authorization: %s
                Content-Type: application/json
                Content-Length: %d
                Idempotency-Key: %s

                """.formatted(Token.bearer("editor"), body.length, key).replace("\n", "\r\n") + content.encode())
                .getBytes(UTF_8);
    }

    private static void assertSame(Response again, Response first) {
        assertThat(again.statusCode()).isEqualTo(201).isEqualTo(first.statusCode());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    private long rows() throws SQLException {
        return countOf("select count(*) from customers where email = ?", content.getString("email"));
    }

    private long count(String sql) throws SQLException {
        return countOf(sql, key);
    }

    private long countOf(String sql, String value) throws SQLException {
        try (PreparedStatement statement = past.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = past.createStatement()) {
            statement.execute(sql);
        }
    }

    /// From here on the insert waits in the middle, when it has claimed its key: somebody may be about to take the
    /// address.
    private void block() throws SQLException {
        inTheWay.setAutoCommit(false);
        try (PreparedStatement statement = inTheWay.prepareStatement(
                "insert into customers (id, name, email) values (gen_random_uuid(), 'In the Way', ?)")) {
            statement.setString(1, content.getString("email"));
            statement.execute();
        }
    }

    private void unblock() throws SQLException {
        inTheWay.rollback();
    }

    /// The process of the insert that waits for the lock.
    private int awaitBlocked() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(this::blocked, pids -> !pids.isEmpty())
                .getFirst();
    }

    private List<Integer> blocked() throws SQLException {
        try (Statement statement = past.createStatement();
                ResultSet row = statement.executeQuery("""
                        select pid from pg_stat_activity
                         where wait_event_type = 'Lock' and query like '%with claim as%'
                        """)) {
            List<Integer> pids = new ArrayList<>();
            while (row.next()) {
                pids.add(row.getInt(1));
            }
            return pids;
        }
    }

    private void terminate(int pid) throws SQLException {
        execute("select pg_terminate_backend(" + pid + ", 5000)");
    }
}
