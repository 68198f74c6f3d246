package dev.lifeguard.customers.transfer;

import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.database.Database;
import dev.lifeguard.database.Sql;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.fixture.LogLines;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that do not read their export or disconnect, and exports that fail in the middle.
@QuarkusTest
class DownloadsTest {
    private static final int COUNT = 3000;
    private static final String EXPORT = "GET /api/customers/export?format=ndjson&search=downloads.test";

    /// Far more than the buffers of two sockets hold.
    private static final Sql LARGE = Sql.write("large", """
            insert into customers (id, name, email, notes)
            select gen_random_uuid(), 'n', n || '@downloads.test', repeat('x', 10000) from generate_series(1, %d) as n
            """.formatted(COUNT));

    private static final Sql DELETE = Sql.write("delete", "delete from customers where email like '%@downloads.test'");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @Inject
    PoolView pool;

    @BeforeEach
    void waitForTheGate() {
        await().until(gate::isOpen);
    }

    @AfterEach
    void delete() {
        resultOf(database.execute(DELETE));
    }

    @Test
    void aClientThatDoesNotReadKeepsNoLease() throws IOException {
        resultOf(database.execute(LARGE));
        try (Socket client = RawClient.connect()) {
            RawClient.send(client, EXPORT, "viewer", "Connection: close");
            client.getInputStream().read();
            awaitIdlePool();

            resultOf(database.execute(DELETE));

            String rest = RawClient.rest(client);
            assertThat(rest).endsWith("\r\n0\r\n\r\n");
            assertThat(rest.lines().filter(line -> line.contains("@downloads.test")))
                    .hasSizeBetween(1, COUNT - 1);
        }
    }

    @Test
    void anExportThatFailsLacksItsLastChunk() throws IOException {
        resultOf(database.execute(LARGE));
        try (Socket client = RawClient.connect()) {
            RawClient.send(client, EXPORT, "viewer", "Connection: close");
            client.getInputStream().read();
            resultOf(database.execute(Sql.write("break", "alter table customers rename column notes to noted")));

            String rest;
            try {
                rest = RawClient.rest(client);
            } finally {
                resultOf(database.execute(Sql.write("mend", "alter table customers rename column noted to notes")));
            }

            assertThat(rest).startsWith("TTP/1.1 200").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void aClientThatDisconnectsInTheMiddleCausesNoError() throws IOException {
        resultOf(database.execute(LARGE));
        Logger lost = Logger.getLogger("dev.lifeguard.http.DisconnectedClients");
        lost.setLevel(Level.FINE);
        try (LogLines disconnects = LogLines.of(lost.getName());
                LogLines errors = LogLines.of("org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler")) {
            try (Socket client = RawClient.connect()) {
                RawClient.send(client, EXPORT, "viewer", "Connection: close");
                client.getInputStream().read();
                awaitIdlePool();
                client.setSoLinger(true, 0);
            }

            await().until(() -> disconnects.containing("a client disconnected") == 1);

            assertThat(errors.containing("")).isZero();
        } finally {
            lost.setLevel(null);
        }
    }

    /// Waits until no page is being read from the database any more.
    private void awaitIdlePool() {
        await("no page is being read")
                .during(Duration.ofMillis(500))
                .until(() -> pool.snapshot().inUse() == 0);
    }
}
