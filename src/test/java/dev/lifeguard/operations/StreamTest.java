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

/// The stream of states of the pool.
@QuarkusTest
class StreamTest {
    @Inject
    Gate gate;

    @BeforeEach
    void awaitOpenGate() {
        await().until(() -> gate.isOpen());
    }

    @Test
    void allListenersGetTheSameStates() throws IOException {
        try (Listener one = new Listener();
                Listener other = new Listener()) {
            assertThat(nextInBoth(one, other)).isBefore(nextInBoth(one, other));
        }
    }

    @Test
    void aStateIsWrittenLikeThePool() throws IOException {
        try (Listener listener = new Listener()) {
            assertThat(JsonPath.from(listener.next()).getMap(""))
                    .containsOnlyKeys(Operator.json("/pool").getMap("").keySet());
        }
    }

    /// The time of the next state that both get. A listener may miss a state, so the one that is behind reads on.
    /// States
    /// that were written separately for each listener would never have the same time.
    private static Instant nextInBoth(Listener one, Listener other) throws IOException {
        Instant left = at(one.next());
        Instant right = at(other.next());
        for (int read = 0; !left.equals(right); read++) {
            assertThat(read).as("states read without a common one").isLessThan(60);
            if (left.isBefore(right)) {
                left = at(one.next());
            } else {
                right = at(other.next());
            }
        }
        return left;
    }

    private static Instant at(String state) {
        return Instant.parse(JsonPath.from(state).getString("at"));
    }

    @Test
    void atMostAHundredListenAndAListenerThatLeavesMakesRoom() throws IOException {
        List<Listener> listeners = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                listeners.add(new Listener());
            }
            Response refused = Operator.request().get("/pool/stream");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            assertThat(refused.jsonPath().getString("detail")).contains("100 clients");
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

    /// A listener with its own socket.
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

        /// Reads up to the next state.
        String next() throws IOException {
            String line = lines.readLine();
            while (!line.startsWith("data:")) {
                line = lines.readLine();
            }
            return line.substring("data:".length());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
