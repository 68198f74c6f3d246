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

/// Queries the server for all that an incident shows, the most short-lived first. Blocks for a few
/// seconds at most.
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

    /// Captures the state of the server. Behind a pooler the known process ids are made up, so no
    /// sessions are reported.
    ServerState capture(Set<Integer> backendPids, int maxConnections) {
        ServerAnswer<List<Blocked>> blocking = locks.blocked();
        ServerAnswer<Map<Integer, BackendState>> sessions = activity.of(backendPids);
        ServerAnswer<FleetView> view = fleet.view(maxConnections);
        boolean pooler = view.known().filter(FleetView::poolerBetween).isPresent();
        return new ServerState(
                pooler ? Map.of() : sessions.known().orElse(Map.of()),
                blocking.known().orElse(List.of()),
                view.known(),
                Stream.of(blocking.whyUnknown(), sessions.whyUnknown(), view.whyUnknown())
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
    }
}
