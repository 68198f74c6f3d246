package dev.lifeguard.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// All waits for locks at one moment.
///
/// @param waits by the process id of the waiter
/// @param sessions the waiters and their blockers, by process id
record LockSnapshot(Map<Integer, Wait> waits, Map<Integer, LockSession> sessions) {
    /// One session's wait.
    record Wait(LockWanted wanted, List<Integer> blockers) {}

    /// The selected sessions that wait, in no particular order.
    List<Blocked> blocked(Predicate<LockSession> selected) {
        return waits.entrySet().stream()
                .filter(wait -> selected.test(session(wait.getKey())))
                .map(wait -> blocked(session(wait.getKey()), wait.getValue()))
                .toList();
    }

    private Blocked blocked(LockSession waiter, Wait wait) {
        List<Blocker> blockers = allBlockersOf(waiter.pid()).stream()
                .map(pid -> blocker(session(pid)))
                .toList();
        List<Integer> roots =
                blockers.stream().filter(Blocker::root).map(Blocker::backendPid).toList();
        return new Blocked(waiter.pid(), waiter.pod(), wait.wanted(), blockers, roots);
    }

    /// All direct and indirect blockers. Each is visited once, so that a deadlock does not loop.
    private Set<Integer> allBlockersOf(int pid) {
        Set<Integer> found = new LinkedHashSet<>(blockersOf(pid));
        List<Integer> next = new ArrayList<>(found);
        while (!next.isEmpty()) {
            List<Integer> further = next.stream()
                    .flatMap(blocker -> blockersOf(blocker).stream())
                    .filter(found::add)
                    .toList();
            next = further;
        }
        found.remove(pid);
        return found;
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
