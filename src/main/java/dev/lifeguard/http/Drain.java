package dev.lifeguard.http;

import io.netty.channel.Channel;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Lets nobody new in shortly before the service stops, so that nobody is cut off when it does.
///
/// After a delay Quarkus waits for the requests that it knows of, closes all connections and, after
/// them, the socket that listens. A request that arrives in between would be cut off. So here the socket goes
/// first, while there is still time to answer all who were let in; a client is then refused, and can tell that
/// nothing has happened.
///
/// Safe for use by several threads.
@ApplicationScoped
class Drain {
    private static final int BEFORE_EVERYTHING = 2000;

    private final Vertx vertx;
    private final Duration delay;
    private final Set<Channel> listening = ConcurrentHashMap.newKeySet();

    Drain(Vertx vertx, @ConfigProperty(name = "http.drain-delay") Duration delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    void register(@Observes Filters filters) {
        filters.register(this::noteSocket, BEFORE_EVERYTHING);
    }

    private void noteSocket(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection
                && connection.channel().parent() != null) {
            listening.add(connection.channel().parent());
        }
        context.next();
    }

    /// The delay begins, in which requests are still taken. In development the socket outlives a reload.
    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            vertx.setTimer(Math.max(1, delay.toMillis()), over -> listening.forEach(Channel::close));
        }
    }
}
