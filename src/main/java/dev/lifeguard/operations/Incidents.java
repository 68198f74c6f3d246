package dev.lifeguard.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Freezes the state of the pool when the first request goes without a connection, and keeps the last 20 such
/// moments. An incident lasts until nobody has gone without for ten seconds.
///
/// Safe for use by several threads. Within an incident a further failure costs a comparison and a count.
final class Incidents {
    private static final Logger LOG = Logger.getLogger(Incidents.class);
    private static final int KEPT = 20;

    /// What asks the server; it may block.
    @FunctionalInterface
    interface Server {
        ServerMoment capture(Set<Integer> backendPids, int maxConnections);
    }

    private final Supplier<PoolState> memory;
    private final Server server;
    private final Executor background;
    private final Clock clock;
    private final Deque<OpenIncident> kept = new ArrayDeque<>();
    private volatile @Nullable OpenIncident current;
    private long begun;

    /// Nothing is captured until the first failure.
    ///
    /// @param memory what the service knows of its pool; it must not block, as it is asked by whoever fails
    /// @param background runs what asks the server
    Incidents(Supplier<PoolState> memory, Server server, Executor background, Clock clock) {
        this.memory = memory;
        this.server = server;
        this.background = background;
        this.clock = clock;
    }

    /// A request has gone without a connection just now.
    void failed(FailureKind kind) {
        Instant now = clock.instant();
        if (!goesOn(kind, now)) {
            begin(kind, now).ifPresent(this::askTheServer);
        }
    }

    /// The latest first.
    List<Incident> latest() {
        Instant now = clock.instant();
        synchronized (kept) {
            return kept.stream().map(incident -> incident.seen(now)).toList();
        }
    }

    private boolean goesOn(FailureKind kind, Instant now) {
        OpenIncident open = current;
        if (open == null || open.isOver(now)) {
            return false;
        }
        open.count(kind, now);
        return true;
    }

    /// Of several that fail at the same moment one begins the incident.
    private Optional<OpenIncident> begin(FailureKind kind, Instant now) {
        synchronized (kept) {
            if (goesOn(kind, now)) {
                return Optional.empty();
            }
            OpenIncident open = new OpenIncident(++begun, now, kind, memory.get());
            kept.addFirst(open);
            if (kept.size() > KEPT) {
                kept.removeLast();
            }
            current = open;
            return Optional.of(open);
        }
    }

    private void askTheServer(OpenIncident incident) {
        PoolState pool = incident.pool;
        LOG.warnf(
                "requests go without a connection incident=%d in_use=%d max_connections=%d waiting=%d see=/pool/incidents",
                incident.number,
                pool.inUse(),
                pool.maxConnections(),
                pool.waiters().size());
        try {
            background.execute(() -> incident.add(server.capture(incident.backendPids(), pool.maxConnections())));
        } catch (RejectedExecutionException e) {
            LOG.debug("the service stops: the server is not asked about the incident", e);
        }
    }
}
