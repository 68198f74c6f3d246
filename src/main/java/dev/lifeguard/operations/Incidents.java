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

/// Captures the state of the pool when requests begin to be refused or to time out, and keeps the last
/// 20 such incidents. An incident ends when there was no such request for ten seconds.
///
/// Safe for use by several threads. Within an incident, a further failure costs a comparison and an
/// increment.
final class Incidents {
    private static final Logger LOG = Logger.getLogger(Incidents.class);
    private static final int MAX_INCIDENTS = 20;

    /// Queries the server; may block.
    @FunctionalInterface
    interface Server {
        ServerState capture(Set<Integer> backendPids, int maxConnections);
    }

    private final Supplier<PoolState> state;
    private final Server server;
    private final Executor background;
    private final Clock clock;
    private final Deque<OpenIncident> incidents = new ArrayDeque<>();
    private volatile @Nullable OpenIncident current;
    private long lastNumber;

    /// @param state reads the state of the pool; called on the thread of the failed request, so it must
    ///     not block
    /// @param background runs the query of the server
    Incidents(Supplier<PoolState> state, Server server, Executor background, Clock clock) {
        this.state = state;
        this.server = server;
        this.background = background;
        this.clock = clock;
    }

    /// Records that a request was refused or timed out just now.
    void failed(FailureKind kind) {
        Instant now = clock.instant();
        if (!countInCurrent(kind, now)) {
            begin(kind, now).ifPresent(this::captureServer);
        }
    }

    /// All incidents, the latest first.
    List<Incident> latest() {
        Instant now = clock.instant();
        synchronized (incidents) {
            return incidents.stream().map(incident -> incident.report(now)).toList();
        }
    }

    private boolean countInCurrent(FailureKind kind, Instant now) {
        OpenIncident open = current;
        if (open == null || open.isOver(now)) {
            return false;
        }
        open.count(kind, now);
        return true;
    }

    /// Begins an incident. If several requests fail at the same moment, one begins it and the others
    /// are counted.
    private Optional<OpenIncident> begin(FailureKind kind, Instant now) {
        synchronized (incidents) {
            if (countInCurrent(kind, now)) {
                return Optional.empty();
            }
            OpenIncident open = new OpenIncident(++lastNumber, now, kind, state.get());
            incidents.addFirst(open);
            if (incidents.size() > MAX_INCIDENTS) {
                incidents.removeLast();
            }
            current = open;
            return Optional.of(open);
        }
    }

    private void captureServer(OpenIncident incident) {
        PoolState pool = incident.pool;
        LOG.warnf(
                "requests get no connection incident=%d in_use=%d max_connections=%d waiting=%d see=/pool/incidents",
                incident.number,
                pool.inUse(),
                pool.maxConnections(),
                pool.waiters().size());
        try {
            background.execute(() -> incident.add(server.capture(incident.backendPids(), pool.maxConnections())));
        } catch (RejectedExecutionException e) {
            LOG.debug("the service is stopping: the server is not queried about the incident", e);
        }
    }
}
