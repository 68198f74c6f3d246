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

/// Keeps disconnected clients out of the error log. A client may close a stream at any time, for
/// example by closing the page. The framework logs an error for each; this turns it into a debug line.
/// Other lines of that logger are kept.
@ApplicationScoped
class DisconnectedClients {
    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(DisconnectedClients.class);

    /// What netty's native transports throw when a connection is reset. The class is not on the compile path.
    private static final String RESET = "io.netty.channel.unix.Errors$NativeIoException";

    /// Referenced from here, because a logger that is not referenced can be collected, and its filter
    /// with it. The name couples this class to an internal class of the framework (see
    /// `docs/decisions/0012-framework-internals.md`).
    private final Logger sender =
            Logger.getLogger("org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler");

    void register(@Observes StartupEvent event) {
        sender.setFilter(DisconnectedClients::isKept);
    }

    private static boolean isKept(LogRecord line) {
        boolean disconnected = isDisconnect(line.getThrown());
        if (disconnected) {
            LOG.debug("a client disconnected from a stream", line.getThrown());
        }
        return !disconnected;
    }

    private static boolean isDisconnect(@Nullable Throwable failure) {
        return switch (failure) {
            case ClosedChannelException closed -> true;
            case HttpClosedException closed -> true;
            case SocketException reset -> true;
            // no subclasses: a failure to write JSON is an IOException, too
            case IOException broken ->
                broken.getClass() == IOException.class
                        || broken.getClass().getName().equals(RESET);
            case null, default -> false;
        };
    }
}
