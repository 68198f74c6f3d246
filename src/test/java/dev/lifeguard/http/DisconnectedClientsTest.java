package dev.lifeguard.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.lifeguard.fixture.LogLines;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DisconnectedClientsTest {
    private static final String FRAMEWORK_LOGGER =
            "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

    static List<Exception> disconnects() {
        return List.of(
                new ClosedChannelException(),
                new HttpClosedException("Connection was closed"),
                new SocketException("Connection reset"),
                new IOException("Broken pipe"));
    }

    @ParameterizedTest
    @MethodSource("disconnects")
    void aDisconnectedClientIsNotAnError(Exception failure) {
        assertThat(linesFor(failure)).isZero();
    }

    static List<Exception> faults() {
        return List.of(new IllegalStateException("a fault"), new JsonParseException(null, "a subclass of IOException"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfTheServiceIsStillAnError(Exception failure) {
        assertThat(linesFor(failure)).isEqualTo(1);
    }

    @Test
    void aLineWithoutACauseIsStillAnError() {
        new DisconnectedClients().register(new StartupEvent());
        try (LogLines lines = LogLines.of(FRAMEWORK_LOGGER)) {
            Logger.getLogger(FRAMEWORK_LOGGER).severe("a fault");

            assertThat(lines.containing("a fault")).isEqualTo(1);
        }
    }

    private static long linesFor(Exception failure) {
        new DisconnectedClients().register(new StartupEvent());
        try (LogLines lines = LogLines.of(FRAMEWORK_LOGGER)) {
            Logger.getLogger(FRAMEWORK_LOGGER).log(Level.SEVERE, "cannot be sent", failure);
            return lines.containing("cannot be sent");
        }
    }
}
