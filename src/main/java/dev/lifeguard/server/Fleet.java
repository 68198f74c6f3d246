package dev.lifeguard.server;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// All sessions of this service on the server, of every pod, against the limits of the server.
///
/// Safe for use by several threads. An answer of the server is kept for ten seconds, and concurrent
/// callers share one query. A query blocks for a bounded time (see [OpsLane]): call it on a worker
/// thread.
@ApplicationScoped
public class Fleet {
    private final OpsLane ops;
    private final CachedAnswer<FleetFacts> facts;

    Fleet(OpsLane ops, Clock clock) {
        this.ops = ops;
        this.facts = new CachedAnswer<>(() -> ops.ask(FleetQuery::ask), clock);
    }

    /// The fleet now, or as it was at most ten seconds ago.
    ///
    /// @param maxConnections the most that the pool of each pod may open
    public ServerAnswer<FleetView> view(int maxConnections) {
        return facts.get().map(seen -> FleetView.of(seen, maxConnections + ops.mostConnections()));
    }

    /// How many more sessions this service could open now; empty if the server does not answer, or if a
    /// pooler is in between. Queries the server if the latest answer is stale.
    public Optional<Integer> headroom() {
        return facts.get().known().flatMap(FleetFacts::headroom);
    }

    /// The fleet as of the latest answer. Never queries the server and never blocks.
    ///
    /// @param maxConnections the most that the pool of each pod may open
    Optional<FleetView> lastKnown(int maxConnections) {
        return facts.lastKnown().map(seen -> FleetView.of(seen, maxConnections + ops.mostConnections()));
    }
}
