package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.Load;
import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Token;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A hundred clients for each connection. Ten seconds by default; `-Dcrowd.seconds=60` for a minute.
class ThousandClientsIT {
    private static final int CLIENTS = 1000;
    private static final int MAX = 10;
    private static final String BUSY = "503 urn:lifeguard:problem:pool-busy";
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("crowd.seconds", 5));

    @TempDir
    private static Path temp;

    private static PostgresServer server;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        service = ServiceProcess.startWith(
                        List.of("-Xms64m", "-Xmx64m"),
                        Files.createDirectory(temp.resolve("service")),
                        Map.of(
                                "DATABASE_URL", server.url(),
                                "AUTH_SECRET", System.getProperty("auth.secret")))
                .started();
    }

    @AfterAll
    static void end() {
        service.close();
        server.close();
    }

    @Test
    void aThousandClientsOnTenConnectionsAreServedOrToldHonestly() throws Exception {
        URI target = URI.create("http://127.0.0.1:" + service.port() + "/api/customers?limit=50");
        warm(target);
        long before = residentAtRest();
        int most = 0;
        try (Load load = Load.of(target, Token.bearer("viewer"), CLIENTS)) {
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                await().pollDelay(Duration.ofMillis(500)).until(() -> true);
                most = Math.max(most, open());
            }
            System.out.printf(
                    "%d clients: %d answers, %d refused, kinds %s%n",
                    CLIENTS, load.count("200"), load.count(BUSY), load.responses());
            assertThat(load.count("200")).isPositive();
            assertThat(load.responses()).isSubsetOf("200", BUSY);
        }
        assertThat(most).isLessThanOrEqualTo(MAX);
        everythingIsBack();
        long after = residentAtRest();
        System.out.printf("resident at rest: %d kB before, %d kB after%n", before, after);
        assertThat(after).isLessThan(before + 20_000);
        JsonPath totals = pool();
        totals.setRootPath("totals");
        assertThat(totals.getLong("attempts"))
                .isEqualTo(totals.getLong("served")
                        + totals.getLong("refusals")
                        + totals.getLong("timeouts")
                        + totals.getLong("cancellations")
                        + totals.getLong("failures"));
    }

    private static void warm(URI target) {
        try (Load load = Load.of(target, Token.bearer("viewer"), CLIENTS)) {
            await("all are there, and the code is warm")
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> load.count("200") > CLIENTS);
        }
    }

    private static void everythingIsBack() {
        await("every permit is back").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonPath pool = pool();
            assertThat(pool.getInt("pool_stats.in_use")).isZero();
            assertThat(pool.getInt("pool_stats.waiting")).isZero();
            assertThat(pool.getList("lanes.in_use")).isEqualTo(List.of(0, 0, 0));
            assertThat(pool.getList("lanes.waiting")).isEqualTo(List.of(0, 0, 0));
            assertThat(pool.getInt("pool_stats.total")).isEqualTo(open());
        });
    }

    private static JsonPath pool() {
        return JsonPath.from(
                service.get("/pool", "Authorization", Token.bearer("operator")).body());
    }

    /// The resident memory of the process while it does nothing, in kB. Its heap is small, so that requests have
    /// filled it before the measurement begins.
    private static long residentAtRest() throws Exception {
        everythingIsBack();
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(service.pid())).start();
        String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(output.strip());
    }

    private static int open() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name like 'lifeguard/%'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
