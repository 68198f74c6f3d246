package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.Token;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM while requests arrive and others are in flight.
class StopUnderLoadIT {
    private static final String DATABASE = "stop_under_load";

    private static final Duration DELAY = Duration.ofSeconds(6);

    @TempDir
    private Path temp;

    private ServiceProcess service;
    private String viewer;
    private List<Client> clients = List.of();
    private List<Thread> threads = List.of();

    @BeforeEach
    void start() throws Exception {
        ask(connect(""), "drop database if exists " + DATABASE + " with (force)");
        ask(connect(""), "create database " + DATABASE);
        viewer = Token.bearer("viewer");
        service = ServiceProcess.start(
                        Files.createDirectory(temp.resolve("service")),
                        Map.of(
                                "DATABASE_URL",
                                url(DATABASE),
                                "AUTH_SECRET",
                                System.getProperty("auth.secret"),
                                "HTTP_DRAIN_DELAY",
                                DELAY.toSeconds() + "s",
                                "DB_POOL_ACQUIRE_TIMEOUT",
                                "1m",
                                "DB_STATEMENT_TIMEOUT",
                                "1m",
                                "QUARKUS_HTTP_ACCESS_LOG_ENABLED",
                                "true",
                                "QUARKUS_HTTP_ACCESS_LOG_PATTERN",
                                "accepted %{i,X-Request-Id}"))
                .started();
    }

    @AfterEach
    void end() throws InterruptedException {
        clients.forEach(Client::stop);
        service.close();
        endClients();
    }

    @Test
    void noClientIsCutOffThatStopsWhenReadinessIsDown() throws Exception {
        startClients();

        service.terminate();
        await().atMost(DELAY).until(() -> status("/health/ready") == 503);
        assertThat(status("/health/live")).isEqualTo(200);
        int answers = answers();
        await("routers are slow to learn").atMost(DELAY).until(() -> answers() > answers + 50);
        clients.forEach(Client::stop);

        endClients();
        assertThat(clients).flatExtracting(Client::cutOff).isEmpty();
        assertThat(clients).flatExtracting(Client::unexpected).isEmpty();
        assertThat(clients).noneMatch(Client::wasRefused);
        assertThat(service.ended()).isEqualTo(143);
        assertStoppedWell();
    }

    /// A client that sends requests until it is refused may connect just before the socket closes: the
    /// operating system accepts the connection, but the service never sees it. Such a request was not
    /// begun and can be repeated.
    @Test
    void noRequestThatWasAcceptedIsCutOff() throws Exception {
        startClients();

        assertThat(service.terminate().ended()).isEqualTo(143);

        endClients();
        assertThat(clients).allMatch(Client::wasRefused);
        assertThat(clients).flatExtracting(Client::unexpected).isEmpty();
        assertThat(clients)
                .flatExtracting(Client::cutOff)
                .hasSizeLessThanOrEqualTo(clients.size())
                .allMatch(request -> request.before() == 0)
                .noneMatch(request -> service.output().contains("accepted " + request.requestId() + '"'));
        assertStoppedWell();
    }

    private void startClients() {
        clients = IntStream.range(0, 8)
                .mapToObj(number -> new Client(number, service.port(), viewer))
                .toList();
        threads = clients.stream().map(Thread.ofPlatform()::start).toList();
        await().until(() -> clients.stream().allMatch(client -> client.answers() > 50));
    }

    private void endClients() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private int answers() {
        return clients.stream().mapToInt(Client::answers).sum();
    }

    private void assertStoppedWell() throws SQLException {
        assertThat(service.output())
                .contains("accepted client-1-7\"")
                .contains("connection pool closed")
                .doesNotContain("Timed out waiting");
        assertThat(connectionsLeft()).isZero();
    }

    @Test
    void whatIsBeingAnsweredIsAnswered() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        try (CustomersLock lock = CustomersLock.take(connect(DATABASE))) {
            Stream.generate(() -> service.getLater("/api/customers", "Authorization", viewer))
                    .limit(12)
                    .forEach(slow::add);
            await().until(() -> lock.waiting() == 10);

            service.terminate();

            await("ready goes DOWN").atMost(DELAY).until(() -> status("/health/ready") == 503);
            assertThat(status("/health/live")).isEqualTo(200);
            await("waiting for requests")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> service.output().contains("Waiting for HTTP requests to complete"));
            assertThat(service.output()).doesNotContain("connection pool closed");
        }

        assertThat(slow)
                .allSatisfy(request -> assertThat(request.get().statusCode()).isEqualTo(200));
        assertThat(service.ended()).isEqualTo(143);
        assertThat(service.output()).contains("connection pool closed (12 units of work served, 0 still running)");
        assertThat(connectionsLeft()).isZero();
    }

    private int status(String path) {
        return service.get(path).statusCode();
    }

    private static long connectionsLeft() throws SQLException {
        return ask(
                connect(""),
                "select count(*) from pg_stat_activity where datname = '%s' and application_name like 'lifeguard%%'"
                        .formatted(DATABASE));
    }

    private static String url(String database) {
        return System.getProperty("database.url").replaceFirst("/[a-z]+$", "/" + database);
    }

    private static Connection connect(String database) throws SQLException {
        String url = database.isEmpty() ? System.getProperty("database.url") : url(database);
        String user = url.replaceFirst("^.*//([^:]+):.*$", "$1");
        return DriverManager.getConnection("jdbc:" + url.replaceFirst("//[^@]+@", "//"), user, "");
    }

    private static long ask(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            ResultSet row = statement.getResultSet();
            row.next();
            return row.getLong(1);
        }
    }
}
