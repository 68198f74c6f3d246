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

/// Every connection of this pool: what the ledger knows about it, and what the server says.
///
/// Safe for use by several threads. Blocks for as long as the server takes to answer, which is bounded.
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
    /// @param routes the routes that have leased connections longest since the start
    /// @param unknown why the server's part is missing
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

    View look() {
        ServerAnswer<Map<Integer, BackendState>> said = activity.named(applicationName);
        Map<Integer, BackendState> others = new HashMap<>(said.known().orElse(Map.of()));
        List<ConnectionLine> lines = new ArrayList<>();
        for (LeasedConnection held : ledger.leased()) {
            lines.add(leased(held, others.remove(held.backendPid())));
        }
        others.values().forEach(state -> lines.add(idle(state)));
        return new View(
                pool.snapshot().inUse(),
                pool.snapshot().available(),
                lines,
                ledger.waiting(MOST_WAITING).stream().map(WaitingLine::of).toList(),
                timings.snapshot().routes(),
                said.whyUnknown().orElse(null));
    }

    private static ConnectionLine leased(LeasedConnection held, @Nullable BackendState server) {
        return new ConnectionLine(
                held.backendPid(),
                State.HELD,
                held.request().route(),
                held.request().id(),
                held.request().traceId().orElse(null),
                held.request().lane(),
                held.requests(),
                held.held().toMillis(),
                held.waited().toMillis(),
                held.idle().toMillis(),
                held.statement().orElse(null),
                held.stack(),
                server);
    }

    private static ConnectionLine idle(BackendState server) {
        return new ConnectionLine(
                server.backendPid(), State.IDLE, null, null, null, null, 0, 0, 0, 0, null, List.of(), server);
    }
}
