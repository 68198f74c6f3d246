package dev.lifeguard.customers.transfer;

import static dev.lifeguard.fixture.Answers.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.fixture.Wire;
import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.Pool;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that send or read slowly, stop in the middle, or go away.
@QuarkusTest
class PoorLinesTest {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int MANY = 3000;

    /// Together far more than the buffers of two sockets take.
    private static final Sql LARGE = Sql.write("large", """
            insert into customers (id, name, email, notes)
            select gen_random_uuid(), 'n', n || '@poor.test', repeat('x', 10000) from generate_series(1, %d) as n
            """.formatted(MANY));

    private static final Sql COUNT =
            Sql.read("count", "select count(*) as n from customers where email like '%@poor.test'");
    private static final Sql FORGET = Sql.write("forget", "delete from customers where email like '%@poor.test'");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @Inject
    Pool pool;

    @Inject
    CustomerImport imports;

    @BeforeEach
    void started() {
        await().until(gate::isOpen);
    }

    @AfterEach
    void forget() {
        answer(database.execute(FORGET));
    }

    @Test
    void whoGoesAwayInTheMiddleOfAFileLeavesNothingBehind() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST /api/customers/import", "editor", "Content-Length: 100000\r\nContent-Type: text/csv");
            client.getOutputStream().write("name,email\nA,a@poor.test\n".getBytes(UTF_8));
            await().until(() -> imports.running() == 1);
            assertThat(pool.snapshot().inUse()).isZero();
        }

        await().until(() -> imports.running() == 0);

        assertThat(stored()).isZero();
        assertThat(pool.snapshot().inUse()).isZero();
    }

    @Test
    void whoStopsSendingIsCutOff() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST /api/customers/import", "editor", "Content-Length: 100000\r\nContent-Type: text/csv");
            client.getOutputStream().write("name,email\nA,a@poor.test\n".getBytes(UTF_8));

            assertThat(rest(client)).doesNotContain("200 OK");
        }

        await().until(() -> imports.running() == 0);
        assertThat(stored()).isZero();
    }

    @Test
    void aFileMayBeLargerThanAnyOtherBodyAlsoInChunks() {
        String file = "name,email,notes\n"
                + IntStream.range(0, 500)
                        .mapToObj(i -> "n," + i + "@poor.test," + "x".repeat(10_000) + "\n")
                        .collect(Collectors.joining());

        assertThat(Transfers.strictly(file).status()).isEqualTo(200);
        assertThat(Transfers.inChunks(new ByteArrayInputStream(file.getBytes(UTF_8)))
                        .counts())
                .containsExactly(500, 0, 0, 500, 0);
    }

    @Test
    void aFileThatIsAnnouncedToBeTooLargeIsRefused() {
        String request =
                head("POST /api/customers/import", "editor", "Content-Length: 536870913\r\nContent-Type: text/csv");

        Wire.Answer answer = Wire.send(Transfers.address("").getPort(), request.getBytes(UTF_8))
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("urn:lifeguard:problem:body-too-large", "512 MB");
    }

    @Test
    void whoIsRefusedBeforeTheFileIsReadIsAnsweredAndDisconnected() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST /api/customers/import", "viewer", "Content-Length: 100000\r\nContent-Type: text/csv");

            assertThat(rest(client)).startsWith("HTTP/1.1 403").containsIgnoringCase("\r\nconnection: close\r\n");
        }
    }

    @Test
    void noConnectionIsHeldForWhoDoesNotRead() throws IOException {
        answer(database.execute(LARGE));
        try (Socket client = connect()) {
            send(client, "GET /api/customers/export?format=ndjson&search=poor.test", "viewer", "Connection: close");
            client.getInputStream().read();
            await("nothing more is asked for")
                    .during(Duration.ofMillis(500))
                    .until(() -> pool.snapshot().inUse() == 0);

            answer(database.execute(FORGET));

            String rest = rest(client);
            assertThat(rest).endsWith("\r\n0\r\n\r\n");
            assertThat(rest.lines().filter(line -> line.contains("@poor.test"))).hasSizeBetween(1, MANY - 1);
        }
    }

    @Test
    void anExportThatCannotGoOnHasNoProperEnd() throws IOException {
        answer(database.execute(LARGE));
        try (Socket client = connect()) {
            send(client, "GET /api/customers/export?format=ndjson&search=poor.test", "viewer", "Connection: close");
            client.getInputStream().read();
            answer(database.execute(Sql.write("break", "alter table customers rename column notes to noted")));

            String rest;
            try {
                rest = rest(client);
            } finally {
                answer(database.execute(Sql.write("mend", "alter table customers rename column noted to notes")));
            }

            assertThat(rest).startsWith("TTP/1.1 200").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Transfers.address("").getPort()));
        return socket;
    }

    private static void send(Socket client, String request, String role, String headers) throws IOException {
        client.getOutputStream().write(head(request, role, headers).getBytes(UTF_8));
    }

    private static String head(String request, String role, String headers) {
        return "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n%s\r\n\r\n"
                .formatted(request, Token.bearer(role), headers);
    }

    /// All that still comes.
    private static String rest(Socket client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[64 * 1024];
        try {
            for (int n = client.getInputStream().read(some);
                    n >= 0;
                    n = client.getInputStream().read(some)) {
                all.write(some, 0, n);
            }
        } catch (SocketException e) {
            // cut off: what came counts
        }
        return all.toString(UTF_8);
    }

    private long stored() {
        return answer(database.queryOne(COUNT, row -> row.bigNumber("n"))).orElseThrow();
    }
}
