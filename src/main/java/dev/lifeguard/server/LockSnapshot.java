package dev.lifeguard.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// All that waited for a lock at one moment, and for whom.
///
/// @param waits by process id
/// @param sessions those that wait and those that are waited for, by process id
record LockSnapshot(Map<Integer, Wait> waits, Map<Integer, LockSession> sessions) {
    /// One session's wait.
    record Wait(LockWanted wanted, List<Integer> blockers) {}

    /// The waiting sessions that are asked about, in no particular order.
    List<Blocked> blocked(Predicate<LockSession> which) {
        return waits.entrySet().stream()
                .filter(wait -> which.test(session(wait.getKey())))
                .map(wait -> blocked(session(wait.getKey()), wait.getValue()))
                .toList();
    }

    private Blocked blocked(LockSession waiter, Wait wait) {
        List<Blocker> blockers = inTheWayOf(waiter.pid()).stream()
                .map(pid -> blocker(session(pid)))
                .toList();
        List<Integer> roots =
                blockers.stream().filter(Blocker::root).map(Blocker::backendPid).toList();
        return new Blocked(waiter.pid(), waiter.pod(), wait.wanted(), blockers, roots);
    }

    /// Follows the waits from blocker to blocker. Each is met once, so that a deadlock does not lead in circles.
    private Set<Integer> inTheWayOf(int pid) {
        Set<Integer> met = new LinkedHashSet<>(blockersOf(pid));
        List<Integer> next = new ArrayList<>(met);
        while (!next.isEmpty()) {
            List<Integer> further = next.stream()
                    .flatMap(blocker -> blockersOf(blocker).stream())
                    .filter(met::add)
                    .toList();
            next = further;
        }
        met.remove(pid);
        return met;
    }

    private List<Integer> blockersOf(int pid) {
        Wait wait = waits.get(pid);
        return wait == null ? List.of() : wait.blockers();
    }

    private LockSession session(int pid) {
        LockSession known = sessions.get(pid);
        return known == null ? LockSession.absent(pid) : known;
    }

    private Blocker blocker(LockSession session) {
        List<Integer> waitsFor = blockersOf(session.pid());
        return new Blocker(
                session.pid(),
                waitsFor.isEmpty(),
                waitsFor,
                Optional.ofNullable(waits.get(session.pid())).map(Wait::wanted),
                session.ours(),
                session.pod(),
                session.applicationName(),
                session.role(),
                session.clientAddress(),
                session.state(),
                session.waitEventType(),
                session.waitEvent(),
                session.transactionAgeMs(),
                session.stateAgeMs());
    }
}
