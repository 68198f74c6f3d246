package dev.lifeguard.server;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// All sessions of this service on the server, of every pod, against what the server allows.
///
/// Safe for use by several threads. What the server said is kept for ten seconds, and several who ask at once
/// make one question. Asking blocks for a bounded time (see [OpsLane]): call it on a worker thread.
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
    public ServerAnswer<FleetView> look(int maxConnections) {
        return facts.get().map(seen -> FleetView.of(seen, maxConnections + ops.mostConnections()));
    }

    /// How many more sessions this service could open now; empty if the server does not say, or a pooler stands
    /// between. Asks if what is known is old.
    public Optional<Integer> headroom() {
        return facts.get().known().flatMap(FleetFacts::headroom);
    }

    /// The fleet as it was when somebody last asked. Never asks and never waits.
    ///
    /// @param maxConnections the most that the pool of each pod may open
    Optional<FleetView> lastKnown(int maxConnections) {
        return facts.lastKnown().map(seen -> FleetView.of(seen, maxConnections + ops.mostConnections()));
    }

    /// The same as it was when somebody last asked. Never asks and never waits.
    public Optional<Integer> lastKnownHeadroom() {
        return facts.lastKnown().flatMap(FleetFacts::headroom);
    }
}
