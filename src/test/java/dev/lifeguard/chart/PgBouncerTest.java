package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real PgBouncer with the chart's settings, list of users and URL.
class PgBouncerTest {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    /// A password with quotes, which need escaping in PgBouncer's list of users.
    private static final String PASSWORD = "a \"quoted\" one";

    private Rendering rendering;
    private Path folder;
    private int port;
    private Process process;

    @BeforeEach
    void start() throws Exception {
        assumeThat(program())
                .as("pgbouncer is installed; without it nobody can stand in between")
                .isNotEmpty();
        URI server = URI.create(System.getProperty("database.url"));
        rendering = Chart.minimal().with("""
                database: {existingSecret: {name: ''}}
                pgbouncer:
                  mode: sidecar
                  poolSize: 1
                  server: {host: 127.0.0.1, port: %d, database: lifeguard, sslmode: disable}
                  credentials: {existingSecret: role}
                """.formatted(server.getPort())).render();
        folder = Files.createTempDirectory("pgbouncer-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        port = freePort();
        writeUsers();
        process = new ProcessBuilder(command(writeSettings()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().until(() -> !process.isAlive() || listens());
    }

    @AfterEach
    void stop() throws IOException {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Test
    void itAcceptsTheSettingsAndTheRole() throws Exception {
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("log")))
                .isTrue();
        try (Connection connection = connect(PASSWORD)) {
            assertThat(ask(connection, "select current_user")).isEqualTo("lifeguard");
        }
        assertThat(refusal("another")).contains("SASL authentication failed");
    }

    @Test
    void theTimeLimitOfOneClientDoesNotApplyToTheNext() throws Exception {
        try (Connection pool = connect(PASSWORD);
                Connection ops = connect(PASSWORD)) {
            ask(pool, "set statement_timeout = 10000");
            assertThat(ask(ops, "set statement_timeout = 2000")).isEmpty();

            assertThat(ask(pool, "show statement_timeout")).isEqualTo("10s");
            assertThat(ask(pool, "select pg_backend_pid()")).isEqualTo(ask(ops, "select pg_backend_pid()"));
        }
    }

    @Test
    void frequentStatementsAreNotPreparedOnASharedConnection() throws Exception {
        try (Connection one = connect(PASSWORD);
                Connection other = connect(PASSWORD)) {
            for (int i = 0; i < 12; i++) {
                assertThat(askPrepared(i % 2 == 0 ? one : other, i)).isEqualTo(i);
            }
        }
    }

    private void writeUsers() throws IOException, InterruptedException {
        JsonNode container = rendering.one("Deployment").at("/spec/template/spec/initContainers/0");
        String script = container.at("/command/2").asText().replace("/run/pgbouncer", folder.toString());
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script);
        shell.environment().put("DATABASE_USERNAME", "lifeguard");
        shell.environment().put("DATABASE_PASSWORD", PASSWORD);
        assertThat(shell.start().waitFor()).isZero();
        Path users = folder.resolve("userlist.txt");
        assertThat(Files.getPosixFilePermissions(users)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Path writeSettings() throws IOException {
        String settings = rendering
                .one("ConfigMap", "lifeguard-pgbouncer")
                .at("/data/pgbouncer.ini")
                .asText()
                .replace("/run/pgbouncer", folder.toString())
                .replace("listen_port = 6432", "listen_port = " + port);
        return Files.writeString(folder.resolve("pgbouncer.ini"), settings);
    }

    private Connection connect(String password) throws SQLException {
        URI address = URI.create(rendering
                .variable("DATABASE_URL")
                .path("value")
                .asText()
                .replace("$(DATABASE_USERNAME):$(DATABASE_PASSWORD)@", ""));
        assertThat(address).hasHost("127.0.0.1").hasPort(6432);
        Properties login = new Properties();
        login.setProperty("user", "lifeguard");
        login.setProperty("password", password);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d%s?%s".formatted(port, address.getPath(), address.getQuery()), login);
    }

    private String refusal(String password) {
        try (Connection connection = connect(password)) {
            return "let in: " + connection;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            ResultSet row = statement.getResultSet();
            row.next();
            return row.getString(1);
        }
    }

    private static int askPrepared(Connection connection, int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select ?::int")) {
            statement.setInt(1, number);
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// It refuses to run as root.
    private static List<String> command(Path settings) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.addAll(List.of(program().getFirst().toString(), settings.toString()));
        return command;
    }

    private static List<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).toList();
    }
}
