package dev.lifeguard.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.fixture.Token;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Imports and exports more customers than fit into the service's heap of 128 MB: 100,000, or as many as
/// `-Dcustomers.rows=1000000` says. They have long notes, which cost no index.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeFilesIT {
    private static final String DATABASE = "large_files";
    private static final int MANY = Integer.getInteger("customers.rows", 100_000);
    private static final int FILE = 140_000_000;
    private static final String NOTE = "met at the fair, wants to hear of everything that is new, and then call back. ";
    private static final String NOTES = NOTE.repeat(1 + FILE / MANY / NOTE.length());

    @TempDir
    private static Path temp;

    private static ServiceProcess service;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        ask("drop database if exists " + DATABASE + " with (force)");
        ask("create database " + DATABASE);
        service = ServiceProcess.startWith(
                        List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
                        Files.createDirectory(temp.resolve("service")),
                        Map.of(
                                "DATABASE_URL",
                                System.getProperty("database.url").replaceFirst("/[a-z]+$", "/" + DATABASE),
                                "AUTH_SECRET",
                                System.getProperty("auth.secret")))
                .started();
    }

    @AfterAll
    static void end() throws SQLException {
        service.close();
        CLIENT.shutdownNow();
        ask("drop database if exists " + DATABASE + " with (force)");
    }

    @Test
    @Order(1)
    void manyCustomersAreImported() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                request("/api/customers/import", "editor")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(GeneratedFile::new))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonPath.from(answer.body()).getInt("inserted")).isEqualTo(MANY);
    }

    @Test
    @Order(2)
    void manyCustomersAreExported() throws Exception {
        HttpResponse<InputStream> answer = CLIENT.send(
                request("/api/customers/export", "viewer").GET().build(), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        Size size = size(answer.body());
        assertThat(size.lines()).isEqualTo(MANY + 1L);
        assertThat(size.bytes()).isGreaterThan(FILE);
    }

    private record Size(long lines, long bytes) {}

    private static Size size(InputStream body) throws IOException {
        long lines = 0;
        long bytes = 0;
        byte[] some = new byte[64 * 1024];
        for (int n = body.read(some); n >= 0; n = body.read(some)) {
            bytes += n;
            for (int i = 0; i < n; i++) {
                lines += some[i] == '\n' ? 1 : 0;
            }
        }
        return new Size(lines, bytes);
    }

    private static HttpRequest.Builder request(String path, String role) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", Token.bearer(role));
    }

    /// A file that is generated while it is read.
    private static final class GeneratedFile extends InputStream {
        private int line;
        private int position;
        private byte[] piece = "name,email,phone,company,status,country,notes\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public int read() {
            return position < piece.length || next() ? piece[position++] : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == piece.length && !next()) {
                return -1;
            }
            int count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, target, offset, count);
            position += count;
            return count;
        }

        private boolean next() {
            if (line == MANY) {
                return false;
            }
            StringBuilder text = new StringBuilder();
            for (int end = Math.min(MANY, line + 100); line < end; line++) {
                text.append("Customer ").append(line);
                text.append(",customer.")
                        .append(line)
                        .append("@example.com,+90 555 ")
                        .append(line);
                text.append(",Company ")
                        .append(line % 1000)
                        .append(",active,TR,\"")
                        .append(NOTES)
                        .append("\"\n");
            }
            piece = text.toString().getBytes(StandardCharsets.US_ASCII);
            position = 0;
            return true;
        }
    }

    private static void ask(String sql) throws SQLException {
        String url = System.getProperty("database.url");
        String user = url.replaceFirst("^.*//([^:]+):.*$", "$1");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + url.replaceFirst("//[^@]+@", "//"), user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
