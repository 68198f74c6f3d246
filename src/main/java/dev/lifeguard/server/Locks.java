package dev.lifeguard.server;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Which sessions block sessions of this service.
///
/// Safe for use by several threads. A query blocks for a bounded time (see [OpsLane]): call it on a
/// worker thread. It makes the server scan its lock table once for each waiting session, so call it
/// only when there is a reason.
@ApplicationScoped
public class Locks {
    private final OpsLane ops;

    Locks(OpsLane ops) {
        this.ops = ops;
    }

    /// The sessions of this service, of any pod, that wait for a lock. Also works behind PgBouncer,
    /// where the process ids that the driver knows are not those of the server.
    public ServerAnswer<List<Blocked>> blocked() {
        return ops.ask(LockQuery::ask).map(locks -> locks.blocked(LockSession::ours));
    }
}
