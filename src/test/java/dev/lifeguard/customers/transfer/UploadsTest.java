package dev.lifeguard.customers.transfer;

import static dev.lifeguard.fixture.Results.resultOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.fixture.RawHttp;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that send a file slowly, stop in the middle, disconnect, or are too many.
@QuarkusTest
class UploadsTest {
    private static final Sql COUNT =
            Sql.read("count", "select count(*) as n from customers where email like '%@uploads.test'");
    private static final Sql DELETE = Sql.write("delete", "delete from customers where email like '%@uploads.test'");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @Inject
    PoolView pool;

    @Inject
    CustomerImport imports;

    @BeforeEach
    void waitForTheGate() {
        await().until(gate::isOpen);
    }

    @AfterEach
    void delete() {
        resultOf(database.execute(DELETE));
    }

    @Test
    void aClientThatDisconnectsInTheMiddleOfAFileLeavesNothingBehind() throws IOException {
        try (Socket client = RawClient.connect()) {
            RawClient.send(
                    client, "POST /api/customers/import", "editor", "Content-Length: 100000\r\nContent-Type: text/csv");
            client.getOutputStream().write("name,email\nA,a@uploads.test\n".getBytes(UTF_8));
            await().until(() -> imports.running() == 1);
            assertThat(pool.snapshot().inUse()).isZero();
        }

        await().until(() -> imports.running() == 0);

        assertThat(stored()).isZero();
        assertThat(pool.snapshot().inUse()).isZero();
    }

    @Test
    void aClientThatStopsSendingIsDisconnected() throws IOException {
        try (Socket client = RawClient.connect()) {
            RawClient.send(
                    client, "POST /api/customers/import", "editor", "Content-Length: 100000\r\nContent-Type: text/csv");
            client.getOutputStream().write("name,email\nA,a@uploads.test\n".getBytes(UTF_8));

            assertThat(RawClient.rest(client)).doesNotContain("200 OK");
        }

        await().until(() -> imports.running() == 0);
        assertThat(stored()).isZero();
    }

    @Test
    void theFifthImportAtTheSameTimeIsRefusedWithRetryAfter() throws IOException {
        List<Socket> others = new ArrayList<>();
        try {
            for (int i = 0; i < CustomerImport.MAX_RUNNING; i++) {
                Socket other = RawClient.connect();
                others.add(other);
                RawClient.send(
                        other,
                        "POST /api/customers/import",
                        "editor",
                        "Content-Length: 9999\r\nContent-Type: text/csv");
            }
            await().until(() -> imports.running() == CustomerImport.MAX_RUNNING);

            HttpResponse<String> fifth = TransferClient.importRaw("name,email\nA,a@uploads.test\n");

            assertThat(fifth.statusCode()).isEqualTo(503);
            assertThat(fifth.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(fifth.body()).contains("urn:lifeguard:problem:pool-busy", "4 imports are running");
        } finally {
            for (Socket other : others) {
                other.close();
            }
        }
        await().until(() -> imports.running() == 0);
        assertThat(TransferClient.importStrict("name,email\nA,a@uploads.test\n").status())
                .isEqualTo(200);
    }

    @Test
    void aFileMayBeLargerThanAnyOtherBodyAlsoInChunks() {
        String file = "name,email,notes\n"
                + IntStream.range(0, 500)
                        .mapToObj(i -> "n," + i + "@uploads.test," + "x".repeat(10_000) + "\n")
                        .collect(Collectors.joining());

        assertThat(TransferClient.importStrict(file).status()).isEqualTo(200);
        assertThat(TransferClient.inChunks(new ByteArrayInputStream(file.getBytes(UTF_8)))
                        .counts())
                .containsExactly(500, 0, 0, 500, 0);
    }

    @Test
    void aFileWithATooLargeContentLengthIsRefused() {
        String request = RawClient.head(
                "POST /api/customers/import", "editor", "Content-Length: 536870913\r\nContent-Type: text/csv");

        RawHttp.RawResponse response = RawHttp.send(TransferClient.address("").getPort(), request.getBytes(UTF_8))
                .orElseThrow();

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.body()).contains("urn:lifeguard:problem:body-too-large", "512 MB");
    }

    @Test
    void aClientThatIsRefusedBeforeItsFileIsReadGetsAResponseAndIsDisconnected() throws IOException {
        try (Socket client = RawClient.connect()) {
            RawClient.send(
                    client, "POST /api/customers/import", "viewer", "Content-Length: 100000\r\nContent-Type: text/csv");

            assertThat(RawClient.rest(client))
                    .startsWith("HTTP/1.1 403")
                    .containsIgnoringCase("\r\nconnection: close\r\n");
        }
    }

    private long stored() {
        return resultOf(database.queryOne(COUNT, row -> row.bigNumber("n"))).orElseThrow();
    }
}
