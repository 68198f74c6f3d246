package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.server.Activity;
import dev.lifeguard.pool.server.Answer;
import dev.lifeguard.pool.server.BackendState;
import dev.lifeguard.pool.server.Blocked;
import dev.lifeguard.pool.server.Fleet;
import dev.lifeguard.pool.server.FleetView;
import dev.lifeguard.pool.server.Locks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Asks the server all that an incident should tell, the most fleeting first. Blocks for some seconds at worst.
///
/// Safe for use by several threads.
@ApplicationScoped
class ServerCapture {
    private final Activity activity;
    private final Locks locks;
    private final Fleet fleet;

    ServerCapture(Activity activity, Locks locks, Fleet fleet) {
        this.activity = activity;
        this.locks = locks;
        this.fleet = fleet;
    }

    /// Behind a pooler the process ids that we know are the pooler's inventions; nothing is said of them.
    ServerMoment capture(Set<Integer> backendPids, int maxConnections) {
        Answer<List<Blocked>> blocking = locks.blockingThisService();
        Answer<Map<Integer, BackendState>> sessions = activity.of(backendPids);
        Answer<FleetView> view = fleet.look(maxConnections);
        boolean pooler = view.known().filter(FleetView::poolerBetween).isPresent();
        return new ServerMoment(
                pooler ? Map.of() : sessions.known().orElse(Map.of()),
                blocking.known().orElse(List.of()),
                view.known(),
                Stream.of(blocking.whyUnknown(), sessions.whyUnknown(), view.whyUnknown())
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }
}
