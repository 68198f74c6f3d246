package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PostgresServer;
import dev.lifeguard.fixture.Token;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator sees and does during real trouble: a lock on their table blocks the requests.
class PoolOperationsIT {
    private static final int MAX = 10;
    private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(8);

    @TempDir
    private static Path temp;

    private static PostgresServer server;
    private static ServiceProcess service;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        service = service("service");
    }

    private static ServiceProcess service(String folder) throws IOException {
        return ServiceProcess.start(
                        Files.createDirectory(temp.resolve(folder)),
                        Map.of(
                                "DATABASE_URL",
                                server.url(),
                                "AUTH_SECRET",
                                System.getProperty("auth.secret"),
                                "DB_POOL_ACQUIRE_TIMEOUT",
                                ACQUIRE_TIMEOUT.toSeconds() + "s",
                                "DB_POOL_LEAK_AFTER",
                                "500ms"))
                .started();
    }

    @AfterAll
    static void end() {
        service.close();
        server.close();
    }

    @BeforeEach
    void awaitRest() {
        resize(2, MAX);
        await("rest")
                .atMost(Duration.ofSeconds(60))
                .until(() -> pool().getInt("pool_stats.in_use") == 0 && pool().getInt("pool_stats.waiting") == 0);
    }

    @Test
    void aLeakIsFoundWithItsRouteAndStackAndLoggedOnce() throws Exception {
        CompletableFuture<HttpResponse<String>> leaking;
        try (CustomersLock lock = CustomersLock.take(server.connect())) {
            leaking = list("X-Request-Id", "it-leaks");
            await().until(() -> lock.waiting() == 1 && pool().getInt("held_too_long") == 1);
            JsonPath line = see("/pool/connections");
            line.setRootPath("connections.find { it.state == 'held' }");
            assertThat(line.getString("route")).isEqualTo("GET /api/customers");
            assertThat(line.getString("request_id")).isEqualTo("it-leaks");
            assertThat(line.getString("statement")).isEqualTo("customers by -created_at");
            assertThat(line.getString("server.wait_event_type")).isEqualTo("Lock");
            assertThat(line.getList("stack", String.class))
                    .anyMatch(frame -> frame.contains("dev.lifeguard.database.Session.query"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> logged("longer than DB_POOL_LEAK_AFTER", "it-leaks") == 1);
            await("a few more ticks")
                    .pollDelay(Duration.ofMillis(1200))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> logged("longer than DB_POOL_LEAK_AFTER", "it-leaks") == 1);
        }
        assertThat(leaking.get().statusCode()).isEqualTo(200);
        await().until(() -> logged("connection returned after", "it-leaks") == 1);
        assertThat(logged("longer than DB_POOL_LEAK_AFTER", "it-leaks")).isEqualTo(1);
        assertThat(pool().getInt("held_too_long")).isZero();
    }

    @Test
    void anIncidentNamesTheSessionThatBlocks() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> served;
        try (CustomersLock lock = CustomersLock.take(stranger("nightly-report"))) {
            int before = see("/pool/incidents").getList("incidents").size();
            served = lists(MAX);
            await().until(() -> lock.waiting() == MAX);
            HttpResponse<String> refused = list().get();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 30));

            await().until(() -> see("/pool/incidents").getList("incidents").size() == before + 1
                    && see("/pool/incidents").getBoolean("incidents[0].server_asked"));
            JsonPath incident = see("/pool/incidents");
            incident.setRootPath("incidents[0]");
            assertThat(incident.getString("kind")).isEqualTo("timeout");
            assertThat(incident.getInt("in_use")).isEqualTo(MAX);
            assertThat(incident.getList("holders.route")).hasSize(MAX).containsOnly("GET /api/customers");
            assertThat(incident.getList("holders.statement")).containsOnly("customers by -created_at");
            assertThat(incident.getList("holders.server.wait_event_type")).containsOnly("Lock");
            assertThat(incident.getList("unknown")).isEmpty();
            assertThat(incident.getList("blocking")).hasSize(MAX);
            assertThat(incident.getString("blocking[0].wanted.relation")).contains("customers");
            List<Map<String, Object>> roots = incident.getList("blocking.blockers.flatten().findAll { it.root }");
            assertThat(roots)
                    .hasSizeGreaterThanOrEqualTo(MAX)
                    .allSatisfy(root -> assertThat(root)
                            .containsEntry("application_name", "nightly-report")
                            .containsEntry("state", "idle in transaction")
                            .containsEntry("ours", false));
        }
        assertThat(served)
                .allSatisfy(request -> assertThat(request.get().statusCode()).isEqualTo(200));
        assertThat(service.output()).contains("/pool/incidents");
    }

    @Test
    void growthServesWaiters() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> served;
        try (CustomersLock lock = CustomersLock.take(server.connect())) {
            served = lists(MAX + 2);
            await().until(() -> lock.waiting() == MAX && pool().getInt("pool_stats.waiting") == 2);
            long begun = System.nanoTime();
            resize(2, MAX + 2);
            await().pollInterval(Duration.ofMillis(2)).until(() -> lock.waiting() == MAX + 2);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf("two waiters had connections %d ms after PATCH /pool%n", took.toMillis());
            assertThat(pool().getInt("pool_stats.waiting")).isZero();
        }
        assertThat(served)
                .allSatisfy(request -> assertThat(request.get().statusCode()).isEqualTo(200));
    }

    @Test
    void shrinkingEndsNoLeaseAndClosesSurplusConnections() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> served;
        try (CustomersLock lock = CustomersLock.take(server.connect())) {
            served = lists(MAX);
            await().until(() -> lock.waiting() == MAX);
            resize(1, 3);
            assertThat(lock.waiting()).isEqualTo(MAX);
            assertThat(pool().getInt("pool_stats.in_use")).isEqualTo(MAX);
        }
        assertThat(served)
                .allSatisfy(request -> assertThat(request.get().statusCode()).isEqualTo(200));
        await("surplus connections are closed").atMost(Duration.ofSeconds(60)).until(() -> open() <= 3);
    }

    @Test
    void surplusIdleConnectionsAreClosedLongBeforeTheIdleTimeout() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> served;
        try (CustomersLock lock = CustomersLock.take(server.connect())) {
            served = lists(MAX);
            await().until(() -> lock.waiting() == MAX);
        }
        assertThat(served)
                .allSatisfy(request -> assertThat(request.get().statusCode()).isEqualTo(200));
        await().until(() -> pool().getInt("pool_stats.available") == MAX);
        long begun = System.nanoTime();
        resize(0, 2);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> open() <= 2);
        System.out.printf(
                "%d surplus idle connections were closed after %d ms%n",
                MAX - 2, Duration.ofNanos(System.nanoTime() - begun).toMillis());
        assertThat(list().get().statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatDisconnectsWhileWaitingLeavesTheQueue() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> served;
        try (CustomersLock lock = CustomersLock.take(server.connect())) {
            served = lists(MAX);
            await().until(() -> lock.waiting() == MAX);
            long cancelled = pool().getLong("totals.cancellations");
            long timedOut = pool().getLong("totals.timeouts");
            try (Socket one = send("/api/customers");
                    Socket other = send("/api/customers/00000000-0000-7000-8000-000000000000")) {
                await().until(() -> pool().getInt("pool_stats.waiting") == 2);
                assertThat(one.isConnected() && other.isConnected()).isTrue();
            }
            await().atMost(ACQUIRE_TIMEOUT.dividedBy(2)).until(() -> pool().getInt("pool_stats.waiting") == 0);
            assertThat(pool().getLong("totals.cancellations")).isEqualTo(cancelled + 2);
            assertThat(pool().getLong("totals.timeouts")).isEqualTo(timedOut);
        }
        assertThat(served)
                .allSatisfy(request -> assertThat(request.get().statusCode()).isEqualTo(200));
    }

    @Test
    void anOpenStreamDoesNotDelayTheStop() throws Exception {
        try (ServiceProcess another = service("another");
                Socket listener = send(another, "/pool/stream")) {
            assertThat(new String(listener.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
            long begun = System.nanoTime();
            assertThat(another.terminate().ended()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
            assertThat(another.output()).doesNotContain("Timed out waiting");
        }
    }

    private static Connection stranger(String name) throws SQLException {
        Connection connection = server.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set application_name = '" + name + "'");
        }
        return connection;
    }

    /// How many connections of the pool are open on the server.
    private static int open() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name like 'lifeguard/%'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static long logged(String text, String requestId) {
        return service.output()
                .lines()
                .filter(line -> line.contains(text) && line.contains(requestId))
                .count();
    }

    private static void resize(int min, int max) {
        HttpResponse<String> answer = service.patch(
                "/pool",
                "{\"min_connections\":%d,\"max_connections\":%d}".formatted(min, max),
                "Authorization",
                Token.bearer("operator"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonPath pool() {
        return see("/pool");
    }

    private static JsonPath see(String path) {
        return JsonPath.from(
                service.get(path, "Authorization", Token.bearer("operator")).body());
    }

    private static CompletableFuture<HttpResponse<String>> list(String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", Token.bearer("viewer")));
        all.addAll(List.of(headers));
        return service.getLater("/api/customers?limit=1", all.toArray(String[]::new));
    }

    private static List<CompletableFuture<HttpResponse<String>>> lists(int count) {
        return new ArrayList<>(
                Stream.generate(PoolOperationsIT::list).limit(count).toList());
    }

    private static Socket send(String path) throws IOException {
        return send(service, path);
    }

    private static Socket send(ServiceProcess target, String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
        socket.setSoTimeout(5000);
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                .formatted(path, Token.bearer("viewer", "operator"));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
