package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.HeldConnection;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.WaitingRequest;
import dev.lifeguard.pool.history.RouteTimings;
import dev.lifeguard.pool.history.Timings;
import dev.lifeguard.pool.operations.ConnectionLine.State;
import dev.lifeguard.pool.server.Activity;
import dev.lifeguard.pool.server.Answer;
import dev.lifeguard.pool.server.BackendState;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every connection of this pool: what the ledger knows of it, beside what the server says.
///
/// Safe for use by several threads. Blocks for as long as the server takes to answer, which is bounded.
@ApplicationScoped
class Connections {
    private static final int MOST_WAITING = 100;

    private final Ledger ledger;
    private final Pool pool;
    private final Timings timings;
    private final Activity activity;
    private final String applicationName;

    Connections(Ledger ledger, Pool pool, Timings timings, Activity activity, AgroalDataSource dataSource) {
        this.ledger = ledger;
        this.pool = pool;
        this.timings = timings;
        this.activity = activity;
        this.applicationName = dataSource
                .getConfiguration()
                .connectionPoolConfiguration()
                .connectionFactoryConfiguration()
                .jdbcProperties()
                .getProperty("ApplicationName", "");
    }

    /// @param available how many are open and idle, as the pool counts
    /// @param connections held ones first, the longest held before the others
    /// @param waiting the first of those who wait
    /// @param routes who has held connections longest, and idly, since the start
    /// @param unknown why nothing is told of the server's side
    record View(
            int inUse,
            int available,
            List<ConnectionLine> connections,
            List<WaitingLine> waiting,
            List<RouteTimings> routes,
            @Nullable String unknown) {}

    /// A request that waits.
    record WaitingLine(String route, String requestId, dev.lifeguard.http.Lane lane, long waitedMs) {
        static WaitingLine of(WaitingRequest request) {
            return new WaitingLine(
                    request.caller().route(),
                    request.caller().requestId(),
                    request.caller().lane(),
                    request.waited().toMillis());
        }
    }

    View look() {
        Answer<Map<Integer, BackendState>> said = activity.named(applicationName);
        Map<Integer, BackendState> others = new HashMap<>(said.known().orElse(Map.of()));
        List<ConnectionLine> lines = new ArrayList<>();
        for (HeldConnection held : ledger.held()) {
            lines.add(held(held, others.remove(held.backendPid())));
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

    private static ConnectionLine held(HeldConnection held, @Nullable BackendState server) {
        return new ConnectionLine(
                held.backendPid(),
                State.HELD,
                held.caller().route(),
                held.caller().requestId(),
                held.caller().traceId().orElse(null),
                held.caller().lane(),
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
