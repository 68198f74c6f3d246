package dev.lifeguard.http;

import dev.lifeguard.http.ServerInternals.ListeningSocket;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Closes the listening socket shortly before the service stops, so that no request is cut off.
///
/// Quarkus waits for the requests in flight, then closes all connections, and the listening socket
/// last. A request that arrives in between would be cut off. So this class closes the socket first,
/// while there is time to respond to every accepted request. A new connection is then refused, which
/// tells the client that nothing has happened.
///
/// Safe for use by several threads.
@ApplicationScoped
class Drain {
    private static final int BEFORE_EVERYTHING = 2000;

    private final Vertx vertx;
    private final Duration delay;
    private final Set<ListeningSocket> listening = ConcurrentHashMap.newKeySet();

    Drain(Vertx vertx, @ConfigProperty(name = "http.drain-delay") Duration delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    void register(@Observes Filters filters) {
        filters.register(this::noteSocket, BEFORE_EVERYTHING);
    }

    private void noteSocket(RoutingContext context) {
        ServerInternals.listeningSocket(context.request().connection()).ifPresent(listening::add);
        context.next();
    }

    /// Starts the delay during which requests are still accepted. Not in development, where the socket
    /// is kept over a reload.
    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            vertx.setTimer(Math.max(1, delay.toMillis()), elapsed -> listening.forEach(ListeningSocket::close));
        }
    }
}
