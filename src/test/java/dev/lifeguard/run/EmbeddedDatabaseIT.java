package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
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

/// Without `DATABASE_URL`. Every test leaves a service running on the one folder, so they may come in
/// any order.
class EmbeddedDatabaseIT {
    private static final Map<String, String> FOLDING = Map.of("DASHBOARD_FOLD_EVERY", "200ms");

    @TempDir
    private static Path temp;

    private static Path folder;
    private static ServiceProcess service;

    @BeforeAll
    static void startInAnEmptyFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("service"));
        service = ServiceProcess.start(folder, FOLDING).started();
    }

    @AfterAll
    static void end() {
        service.close();
    }

    @Test
    void onlyThisMachineCanReachIt() throws Exception {
        assertThat(service.host()).isEqualTo("127.0.0.1");
        for (InetAddress address : otherAddresses()) {
            assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
        }
    }

    private static void connect(InetAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, service.port()), 1_000);
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    @Test
    void thereIsSomethingToLookAt() throws Exception {
        assertThat(number("select count(*) from customers where email not like 'marker-%'"))
                .isEqualTo(2_000);
        assertThat(number("select count(*) from orders")).isEqualTo(20_000);
    }

    @Test
    void itFoldsByItself() {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        number("select (select count(*) from customer_deltas) + (select count(*) from order_deltas)")
                                == 0);
    }

    @Test
    void itSaysOnceWhereEverythingIs() {
        assertThat(service.output().split("Lifeguard is ready.", -1)).hasSize(2);
        assertThat(service.output())
                .contains("http://localhost:" + service.port() + "/health")
                .contains("-jar " + BuiltApplication.file() + " token viewer");
    }

    @Test
    void theTokenCommandGivesATokenThatWorks() {
        try (ServiceProcess command = ServiceProcess.start(folder, Map.of(), "token", "viewer")) {
            assertThat(command.ended()).isZero();
            String bearer = "Bearer " + command.output().strip();

            assertThat(service.get("/api/customers?limit=1", "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(service.get("/health/db", "Authorization", bearer).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void theTokenCommandSaysWhichRolesThereAre() {
        try (ServiceProcess command = ServiceProcess.start(folder, Map.of(), "token", "king")) {
            assertThat(command.ended()).isEqualTo(78);
            assertThat(command.errors()).isEqualTo("token takes one or more roles: viewer, editor, operator\n");
        }
    }

    @Test
    void onlyItsOwnerCanReadTheSecrets() throws IOException {
        for (String secret : List.of("auth.secret", "database.password", "postgres.password")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("data").resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aSecondOneInTheSameFolderIsRefused() {
        try (ServiceProcess second = ServiceProcess.start(folder, Map.of())) {
            assertThat(second.ended()).isNotZero();
            assertThat(second.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("another Lifeguard is running on "
                            + folder.toRealPath().resolve("data"));
            assertThat(second.output()).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void dataIsKeptOverAStopAndTheServerGoesToo() throws Exception {
        execute(customer("stop"));
        ProcessHandle server = server();

        assertThat(service.terminate().ended()).isEqualTo(143);
        assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(60));
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();

        startAgain();
        assertThat(number("select count(*) from customers where email = 'marker-stop@example.com'"))
                .isOne();
    }

    @Test
    void dataIsKeptOverAKillAndNoServerIsLeftOver() throws Exception {
        execute(customer("kill"));
        ProcessHandle orphan = server();

        service.kill().ended();
        assertThat(orphan.isAlive()).isTrue();

        startAgain();
        assertThat(orphan.isAlive()).isFalse();
        assertThat(number("select count(*) from customers where email = 'marker-kill@example.com'"))
                .isOne();
    }

    private static void startAgain() {
        service.close();
        service = ServiceProcess.start(folder, FOLDING).started();
    }

    private static ProcessHandle server() throws IOException {
        return ProcessHandle.of(Long.parseLong(note().getFirst().strip())).orElseThrow();
    }

    private static List<String> note() throws IOException {
        return Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"));
    }

    private static String customer(String name) {
        return "insert into customers (id, name, email) values (gen_random_uuid(), 'Marker', 'marker-%s@example.com')"
                .formatted(name);
    }

    private static void execute(String sql) throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// As the service itself: with the password it keeps, at the port that the server noted.
    private static Connection connect() throws SQLException, IOException {
        String password = Files.readString(folder.resolve("data/database.password"));
        String port = note().get(3).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/lifeguard", "lifeguard", password);
    }
}
