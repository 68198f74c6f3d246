package dev.lifeguard.http;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpClosedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Clients may leave while a stream is sent to them, as one does who closes the page: nothing is wrong, and nobody
/// is to be woken. What sends streams logs an error for each, which becomes a line for those who debug. All else that
/// it has to say stays what it is.
@ApplicationScoped
class DisconnectedClients {
    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(DisconnectedClients.class);

    /// What netty throws for a connection that is reset, and nothing of ours.
    private static final String RESET = "io.netty.channel.unix.Errors$NativeIoException";

    /// Kept, as a logger that nobody keeps is forgotten with its filter.
    private final Logger sender =
            Logger.getLogger("org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler");

    void watch(@Observes StartupEvent event) {
        sender.setFilter(DisconnectedClients::isWorthSaying);
    }

    private static boolean isWorthSaying(LogRecord line) {
        boolean gone = isGone(line.getThrown());
        if (gone) {
            LOG.debug("a client left while it was sent a stream", line.getThrown());
        }
        return !gone;
    }

    private static boolean isGone(@Nullable Throwable failure) {
        return switch (failure) {
            case ClosedChannelException closed -> true;
            case HttpClosedException closed -> true;
            case SocketException reset -> true;
            // exactly: what cannot be written as JSON is one, too
            case IOException broken ->
                broken.getClass() == IOException.class
                        || broken.getClass().getName().equals(RESET);
            case null, default -> false;
        };
    }
}
