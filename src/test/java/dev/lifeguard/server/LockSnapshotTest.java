package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.server.LockSnapshot.Wait;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockSnapshotTest {
    private static final LockWanted WANTED =
            new LockWanted("ShareLock", "transactionid", Optional.empty(), Optional.of(5L));

    @Test
    void eachRootIsNamedOnce() {
        Blocked blocked = blocked(Map.of(1, waitsFor(2, 3), 2, waitsFor(4), 3, waitsFor(4, 5)));

        assertThat(blocked.blockers()).extracting(Blocker::backendPid).containsExactly(2, 3, 4, 5);
        assertThat(blocked.roots()).containsExactly(4, 5);
    }

    @Test
    void aDeadlockHasNoRootAndDoesNotLoop() {
        Blocked blocked = blocked(Map.of(1, waitsFor(2), 2, waitsFor(3), 3, waitsFor(1)));

        assertThat(blocked.blockers()).extracting(Blocker::backendPid).containsExactly(2, 3);
        assertThat(blocked.roots()).isEmpty();
    }

    @Test
    void aPreparedTransactionIsReportedAsOne() {
        Blocked blocked = blocked(Map.of(1, waitsFor(0)));

        assertThat(blocked.roots()).containsExactly(0);
        assertThat(blocked.blockers().getFirst().state()).contains("prepared transaction");
    }

    private static Blocked blocked(Map<Integer, Wait> waits) {
        return new LockSnapshot(waits, Map.of())
                .blocked(session -> session.pid() == 1)
                .getFirst();
    }

    private static Wait waitsFor(Integer... blockers) {
        return new Wait(WANTED, List.of(blockers));
    }
}
