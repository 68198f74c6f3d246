package dev.lifeguard.operations;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.RouteTimings;
import dev.lifeguard.history.Timings;
import dev.lifeguard.operations.ConnectionLine.State;
import dev.lifeguard.pool.LeasedConnection;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.WaitingRequest;
import dev.lifeguard.server.Activity;
import dev.lifeguard.server.BackendState;
import dev.lifeguard.server.ServerAnswer;
import dev.lifeguard.work.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists every connection of this pool: what the ledger knows about it, and what the server reports.
///
/// Safe for use by several threads. Blocks while the server is queried, for a bounded time.
@ApplicationScoped
class ConnectionList {
    private static final int MOST_WAITING = 100;

    private final Ledger ledger;
    private final PoolView pool;
    private final Timings timings;
    private final Activity activity;
    private final String applicationName;

    ConnectionList(Ledger ledger, PoolView pool, Timings timings, Activity activity, ConnectionSource connections) {
        this.ledger = ledger;
        this.pool = pool;
        this.timings = timings;
        this.activity = activity;
        this.applicationName = connections.applicationName();
    }

    /// @param available how many are open and idle, by the count of the pool
    /// @param connections leased ones first, the longest lease before the others
    /// @param waiting the requests that have waited longest
    /// @param routes the routes whose leases have lasted longest in total since the start
    /// @param unknown why the report of the server is missing
    record View(
            int inUse,
            int available,
            List<ConnectionLine> connections,
            List<WaitingLine> waiting,
            List<RouteTimings> routes,
            @Nullable String unknown) {}

    /// A request that waits for a connection.
    record WaitingLine(String route, String requestId, Lane lane, long waitedMs) {
        static WaitingLine of(WaitingRequest request) {
            return new WaitingLine(
                    request.request().route(),
                    request.request().id(),
                    request.request().lane(),
                    request.waited().toMillis());
        }
    }

    View view() {
        ServerAnswer<Map<Integer, BackendState>> answer = activity.named(applicationName);
        Map<Integer, BackendState> sessions = new HashMap<>(answer.known().orElse(Map.of()));
        List<ConnectionLine> lines = new ArrayList<>();
        for (LeasedConnection lease : ledger.leased()) {
            lines.add(leased(lease, sessions.remove(lease.backendPid())));
        }
        sessions.values().forEach(state -> lines.add(idle(state)));
        return new View(
                pool.snapshot().inUse(),
                pool.snapshot().available(),
                lines,
                ledger.waiting(MOST_WAITING).stream().map(WaitingLine::of).toList(),
                timings.snapshot().routes(),
                answer.whyUnknown().orElse(null));
    }

    private static ConnectionLine leased(LeasedConnection lease, @Nullable BackendState server) {
        return new ConnectionLine(
                lease.backendPid(),
                State.HELD,
                lease.request().route(),
                lease.request().id(),
                lease.request().traceId().orElse(null),
                lease.request().lane(),
                lease.requests(),
                lease.held().toMillis(),
                lease.waited().toMillis(),
                lease.idle().toMillis(),
                lease.statement().orElse(null),
                lease.stack(),
                server);
    }

    private static ConnectionLine idle(BackendState server) {
        return new ConnectionLine(
                server.backendPid(), State.IDLE, null, null, null, null, 0, 0, 0, 0, null, List.of(), server);
    }
}
