package dev.lifeguard.operations;

import dev.lifeguard.server.Activity;
import dev.lifeguard.server.BackendState;
import dev.lifeguard.server.Blocked;
import dev.lifeguard.server.Fleet;
import dev.lifeguard.server.FleetView;
import dev.lifeguard.server.Locks;
import dev.lifeguard.server.ServerAnswer;
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
        ServerAnswer<List<Blocked>> blocking = locks.blocked();
        ServerAnswer<Map<Integer, BackendState>> sessions = activity.of(backendPids);
        ServerAnswer<FleetView> view = fleet.view(maxConnections);
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
