package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The state of the pool as it goes by.
@QuarkusTest
class StreamTest {
    @Inject
    Gate gate;

    @BeforeEach
    void started() {
        await().until(() -> gate.isOpen());
    }

    @Test
    void twoWhoListenGetTheSameStateEachSecond() throws IOException {
        try (Listener one = new Listener();
                Listener other = new Listener()) {
            List<String> first = one.next(3);
            List<String> second = other.next(3);
            assertThat(second).containsAnyElementsOf(first);
            List<String> more = new ArrayList<>(first);
            while (!isASecondApart(more)) {
                more.addAll(one.next(1));
            }
            assertThat(JsonPath.from(first.get(2)).getMap(""))
                    .containsOnlyKeys(Operator.sees("/pool").getMap("").keySet());
        }
    }

    /// Whether the last three are, which is not so after the machine has stood still.
    private static boolean isASecondApart(List<String> lines) {
        List<Instant> times = lines.subList(lines.size() - 3, lines.size()).stream()
                .map(line -> Instant.parse(JsonPath.from(line).getString("at")))
                .toList();
        Duration two = Duration.between(times.getFirst(), times.getLast());
        assertThat(lines).as("lines until three were a second apart").hasSizeLessThan(60);
        return two.toMillis() > 1500 && two.toMillis() < 2500;
    }

    @Test
    void noMoreThanAHundredListenAndWhoGoesMakesRoom() throws IOException {
        List<Listener> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                listeners.add(new Listener());
            }
            Response refused = Operator.asks().get("/pool/stream");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            assertThat(refused.jsonPath().getString("detail")).contains("100");
        } finally {
            for (Listener listener : listeners) {
                listener.close();
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (Listener again = new Listener()) {
                return again.status.contains(" 200 ");
            }
        });
    }

    /// A listener on a socket of its own.
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;
        private final String status;

        Listener() throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), Operator.address("/").getPort());
            socket.setSoTimeout(60_000);
            String request = "GET /pool/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                    .formatted(Token.bearer("operator"));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = lines.readLine();
        }

        List<String> next(int count) throws IOException {
            List<String> found = new ArrayList<>();
            while (found.size() < count) {
                String line = lines.readLine();
                if (line.startsWith("data:")) {
                    found.add(line.substring("data:".length()));
                }
            }
            return found;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
