package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.asEditor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests under one key take effect once, whatever fails on the way and however many run at the same
/// time.
@QuarkusTest
class LostResponsesTest extends KeyedRequests {
    private Connection blocker;

    @BeforeEach
    void connectBlocker() throws SQLException {
        blocker = databaseAccess.source("test", Duration.ZERO).getConnection();
    }

    @AfterEach
    void disconnectBlocker() throws SQLException {
        blocker.close();
    }

    @Test
    void ofTwentyAtTheSameTimeOneTakesEffectAndAllGetItsResponse() throws SQLException {
        block();
        List<CompletableFuture<HttpResponse<String>>> sent =
                Stream.generate(this::postLater).limit(20).toList();
        Awaitility.await().atMost(PATIENCE).until(() -> blocked().size() > 1);
        unblock();

        assertThat(sent)
                .allSatisfy(response -> assertThat(response.join().statusCode()).isEqualTo(201));
        assertThat(sent.stream().map(response -> response.join().body()).distinct())
                .hasSize(1);
        assertThat(sent.stream()
                        .filter(response -> response.join()
                                .headers()
                                .firstValue("Idempotency-Replayed")
                                .isEmpty()))
                .hasSize(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aLostConnectionIsInvisibleToTheClient() throws SQLException {
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
    void aRequestThatLosesEveryConnectionCanBeRepeated() throws SQLException {
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
    void aClientThatDisconnectsGetsTheResponseWhenItRepeatsTheRequest() throws Exception {
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
        assertThat(asEditor().get(again.header("Location")).asString()).isEqualTo(again.asString());
        assertThat(rows()).isEqualTo(1);
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

    /// From now on the insert waits after it has claimed its key: another transaction has inserted the
    /// same address and is still open.
    private void block() throws SQLException {
        blocker.setAutoCommit(false);
        try (PreparedStatement statement = blocker.prepareStatement(
                "insert into customers (id, name, email) values (gen_random_uuid(), 'In the Way', ?)")) {
            statement.setString(1, content.getString("email"));
            statement.execute();
        }
    }

    private void unblock() throws SQLException {
        blocker.rollback();
    }

    /// The backend that runs the blocked insert.
    private int awaitBlocked() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(this::blocked, pids -> !pids.isEmpty())
                .getFirst();
    }

    private List<Integer> blocked() throws SQLException {
        try (Statement statement = direct.createStatement();
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
