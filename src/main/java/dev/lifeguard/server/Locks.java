package dev.lifeguard.server;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Who keeps our sessions waiting for a lock.
///
/// Safe for use by several threads. Asking blocks for a bounded time (see [OpsLane]): call it on a worker thread. It
/// makes the server look at its lock table once for each waiting session: ask when there is a reason to.
@ApplicationScoped
public class Locks {
    private final OpsLane ops;

    Locks(OpsLane ops) {
        this.ops = ops;
    }

    /// Those of the given sessions that wait for a lock, and who is in their way.
    public ServerAnswer<List<Blocked>> blocking(Collection<Integer> backendPids) {
        Set<Integer> pids = Set.copyOf(backendPids);
        return pids.isEmpty()
                ? new ServerAnswer.Known<>(List.of())
                : ops.ask(LockQuery::ask).map(picture -> picture.blocked(session -> pids.contains(session.pid())));
    }

    /// The sessions of any pod of this service that wait for a lock. Works behind PgBouncer too, where the process
    /// ids that the driver knows are not those of the server.
    public ServerAnswer<List<Blocked>> blockingThisService() {
        return ops.ask(LockQuery::ask).map(picture -> picture.blocked(LockSession::ours));
    }
}
