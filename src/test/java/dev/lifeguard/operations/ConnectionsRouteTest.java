package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.LeaseResource;
import dev.lifeguard.fixture.LeaseResource.LongLease;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.pool.Gate;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which request has which connection, beside what the server reports.
@QuarkusTest
class ConnectionsRouteTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Inject
    Gate gate;

    @Inject
    @DataSource("ops")
    AgroalDataSource ops;

    @BeforeEach
    void awaitIdlePool() {
        await().until(() -> gate.isOpen() && leased().isEmpty());
    }

    @Test
    void aLeasedConnectionIsShownWithItsRequestAndItsIdleTime() throws Exception {
        try (LongLease lease = LeaseResource.expect("shown", 1)) {
            CompletableFuture<HttpResponse<String>> holder = Operator.sendLater(
                    "/fixture/lease/dashboards/shown",
                    "X-Request-Id",
                    "holder-1",
                    "traceparent",
                    "00-" + TRACE + "-00f067aa0ba902b7-01");
            lease.awaitBegun();
            await().until(() -> ((Number) leased().getFirst().get("held_ms")).longValue() > 100);
            Map<String, Object> line = leased().getFirst();
            assertThat(line)
                    .containsEntry("route", "GET /fixture/lease/dashboards/{key}")
                    .containsEntry("request_id", "holder-1")
                    .containsEntry("trace_id", TRACE)
                    .containsEntry("lane", "dashboards")
                    .containsEntry("requests", 1)
                    .containsEntry("statement", null)
                    .containsEntry("stack", List.of())
                    .containsEntry(
                            "backend_pid", pids("state = 'idle in transaction'").getFirst());
            await().untilAsserted(() -> {
                Map<String, Object> later = leased().getFirst();
                long heldMs = ((Number) later.get("held_ms")).longValue();
                assertThat(((Number) later.get("idle_ms")).longValue()).isBetween(heldMs / 2, heldMs);
            });
            assertThat(server(line)).extractingByKey("state").isEqualTo("idle in transaction");
            lease.close();
            assertThat(holder.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRunningStatementIsNamedWithWhatItWaitsFor() throws Exception {
        CompletableFuture<HttpResponse<String>> holder;
        try (Connection other = ops.getConnection();
                Statement lock = other.createStatement()) {
            lock.execute("select pg_advisory_lock(4711)");
            holder = Operator.sendLater("/fixture/lease/locked/4711");
            try {
                await().until(() ->
                        !leased().isEmpty() && server(leased().getFirst()).get("wait_event_type") != null);
                Map<String, Object> line = leased().getFirst();
                assertThat(line)
                        .containsEntry("route", "GET /fixture/lease/locked/{number}")
                        .containsEntry("lane", "interactive")
                        .containsEntry("trace_id", null)
                        .containsEntry("statement", "wait for a lock")
                        .containsEntry(
                                "backend_pid", pids("wait_event = 'advisory'").getFirst());
                assertThat(server(line)).extractingByKey("state").isEqualTo("active");
                assertThat(server(line)).extractingByKey("wait_event_type").isEqualTo("Lock");
                assertThat(server(line)).extractingByKey("statement").asString().contains("pg_advisory_xact_lock");
                await().untilAsserted(() -> {
                    Map<String, Object> later = leased().getFirst();
                    long heldMs = ((Number) later.get("held_ms")).longValue();
                    assertThat(((Number) later.get("idle_ms")).longValue())
                            .isLessThanOrEqualTo(Math.max(50, heldMs / 2));
                });
            } finally {
                lock.execute("select pg_advisory_unlock(4711)");
            }
        }
        assertThat(holder.join().statusCode()).isEqualTo(200);
    }

    @Test
    void idleConnectionsAreListed() throws Exception {
        assertThat(Operator.sendLater("/api/customers").join().statusCode()).isEqualTo(200);
        await().untilAsserted(() -> {
            JsonPath view = Operator.json("/pool/connections");
            assertThat(view.getString("unknown")).isNull();
            assertThat(view.getList("connections.state")).isNotEmpty().containsOnly("idle");
            assertThat(view.getList("connections.server.state")).containsOnly("idle");
            assertThat(view.getInt("available"))
                    .isEqualTo(view.getList("connections").size());
            assertThat(view.getList("connections.backend_pid", Integer.class))
                    .containsExactlyInAnyOrderElementsOf(pids("state = 'idle'"));
        });
    }

    @Test
    void theLongestLeaseComesFirstAndWaitersAreNamed() throws Exception {
        try (LongLease lease = LeaseResource.expect("first", 1);
                LongLease others = LeaseResource.expect("others", 9)) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            all.add(Operator.sendLater("/fixture/lease/interactive/first", "X-Request-Id", "the-first"));
            lease.awaitBegun();
            Stream.generate(() -> Operator.sendLater("/fixture/lease/interactive/others"))
                    .limit(9)
                    .forEach(all::add);
            others.awaitBegun();
            all.add(Operator.sendLater("/fixture/lease/bulk/others", "X-Request-Id", "the-waiting"));
            await().until(() -> Operator.json("/pool").getInt("pool_stats.waiting") == 1);
            JsonPath view = Operator.json("/pool/connections");
            assertThat(view.getInt("in_use")).isEqualTo(10);
            assertThat(view.getString("connections[0].request_id")).isEqualTo("the-first");
            assertThat(view.getString("waiting[0].request_id")).isEqualTo("the-waiting");
            assertThat(view.getString("waiting[0].lane")).isEqualTo("bulk");
            assertThat(view.getString("waiting[0].route")).isEqualTo("GET /fixture/lease/bulk/{key}");
            lease.close();
            others.close();
            assertThat(all)
                    .allSatisfy(
                            request -> assertThat(request.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void routesAreListedWithTheirLeaseTimes() throws Exception {
        try (LongLease lease = LeaseResource.expect("totals", 1)) {
            CompletableFuture<HttpResponse<String>> holder = Operator.sendLater("/fixture/lease/bulk/totals");
            lease.awaitBegun();
            await().until(() -> ((Number) leased().getFirst().get("held_ms")).longValue() > 50);
            lease.close();
            assertThat(holder.join().statusCode()).isEqualTo(200);
        }
        JsonPath view = Operator.json("/pool/connections")
                .setRootPath("routes.find { it.route == '%s' }".formatted("GET /fixture/lease/bulk/{key}"));
        assertThat(view.getMap("")).isNotEmpty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> server(Map<String, Object> line) {
        return line.get("server") == null ? Map.of() : (Map<String, Object>) line.get("server");
    }

    private static List<Map<String, Object>> leased() {
        return Operator.json("/pool/connections").<Map<String, Object>>getList("connections").stream()
                .filter(line -> line.get("state").equals("held"))
                .toList();
    }

    /// The process ids of the connections of the pool, as the server reports them.
    private List<Integer> pids(String which) throws SQLException {
        List<Integer> pids = new ArrayList<>();
        try (Connection connection = ops.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select pid from pg_stat_activity where application_name like 'lifeguard/%' and " + which)) {
            while (rows.next()) {
                pids.add(rows.getInt(1));
            }
        }
        return pids;
    }
}
