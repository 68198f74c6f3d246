package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.connections.OpsConnections;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real sessions wait for real locks.
class LocksTest {
    private static final Source OURS = Source.shared("lifeguard/one");
    private static final Source OTHER = OURS.named("another psql");
    private static final String CHANGE = "update parcels set weight = weight + 1 where id = 1";

    private final Sessions sessions = new Sessions();
    private AgroalDataSource ops;
    private Locks locks;

    @BeforeEach
    void open() throws SQLException {
        ops = OURS.named("lifeguard-ops/one").ops();
        locks = new Locks(new OpsLane(new OpsConnections(ops)));
        OURS.named("preparation").open("""
                        drop table if exists parcels;
                        create table parcels (id int primary key, weight int);
                        insert into parcels values (1, 1), (2, 2);
                        drop role if exists ordinary;
                        create role ordinary login password 'not-a-secret';
                        grant all on parcels to ordinary
                        """).close();
    }

    @AfterEach
    void close() throws SQLException {
        sessions.close();
        ops.close();
        OURS.named("preparation").open("drop table parcels; drop role ordinary").close();
    }

    @Test
    void theRootIsTheBlockerThatDoesNotWait() throws SQLException {
        Connection holder = sessions.inTransaction(OTHER, CHANGE);
        Connection first = sessions.open(OURS);
        sessions.inBackground(first, CHANGE);
        awaitBlocked(first);
        Connection second = sessions.open(OURS.named("lifeguard/two"));
        sessions.inBackground(second, CHANGE);
        awaitBlocked(second);

        Blocked blocked = blocked(second).orElseThrow();

        assertThat(blocked.roots()).containsExactly(Sessions.pid(holder));
        assertThat(blocked.pod()).contains("two");
        assertThat(blocked.wanted().kind()).isEqualTo("tuple");
        assertThat(blocked.wanted().relation()).contains("parcels");
        assertThat(blocked.blockers())
                .extracting(Blocker::backendPid, Blocker::root, Blocker::ours, Blocker::pod)
                .containsExactly(
                        tuple(Sessions.pid(first), false, true, Optional.of("one")),
                        tuple(Sessions.pid(holder), true, false, Optional.empty()));
    }

    @Test
    void anotherProgramWithAnOpenTransactionIsNamed() throws SQLException {
        Connection holder = sessions.inTransaction(OTHER, CHANGE);
        Connection waiter = sessions.open(OURS);
        sessions.inBackground(waiter, CHANGE);
        awaitBlocked(waiter);

        Blocked blocked = blocked(waiter).orElseThrow();
        Blocker blocker = blocked.blockers().getFirst();

        assertThat(blocker.backendPid()).isEqualTo(Sessions.pid(holder));
        assertThat(blocker.applicationName()).contains("another psql");
        assertThat(blocker.role()).contains("lifeguard");
        assertThat(blocker.clientAddress()).contains("127.0.0.1");
        assertThat(blocker.state()).contains("idle in transaction");
        assertThat(blocker.waitEvent()).contains("ClientRead");
        assertThat(blocker.transactionAgeMs().orElseThrow()).isNotNegative();
        assertThat(blocker.wanted()).isEmpty();
        assertThat(blocked.wanted().mode()).isEqualTo("ShareLock");
        assertThat(blocked.wanted().relation()).contains("parcels");
        assertThat(blocked.wanted().waitedMs()).isPresent();
    }

    @Test
    void aTableLockIsReportedWithItsModeAndTable() throws SQLException {
        sessions.inTransaction(OTHER, "lock table parcels in access exclusive mode");
        Connection waiter = sessions.open(OURS);
        sessions.inBackground(waiter, "select * from parcels");
        awaitBlocked(waiter);

        LockWanted wanted = blocked(waiter).orElseThrow().wanted();

        assertThat(wanted.mode()).isEqualTo("AccessShareLock");
        assertThat(wanted.kind()).isEqualTo("relation");
        assertThat(wanted.relation()).contains("parcels");
    }

    @Test
    void aRoleWithoutFullVisibilityStillFindsTheRoot() throws SQLException {
        Connection holder = sessions.inTransaction(OTHER, CHANGE);
        Source ordinary = OURS.as("ordinary");
        Connection waiter = sessions.open(ordinary);
        sessions.inBackground(waiter, CHANGE);
        await().until(() -> waitsForALock(waiter));
        try (AgroalDataSource source = ordinary.named("lifeguard-ops/one").ops()) {
            Blocked blocked = new Locks(new OpsLane(new OpsConnections(source)))
                    .blocked()
                    .known()
                    .orElseThrow()
                    .getFirst();

            assertThat(blocked.backendPid()).isEqualTo(Sessions.pid(waiter));
            assertThat(blocked.roots()).containsExactly(Sessions.pid(holder));
            assertThat(blocked.blockers().getFirst().applicationName()).contains("another psql");
            assertThat(blocked.blockers().getFirst().state()).isEmpty();
        }
    }

    @Test
    void onlyWaitersOfThisServiceAreReported() throws SQLException {
        sessions.inTransaction(OURS, CHANGE);
        Connection other = sessions.open(OTHER);
        sessions.inBackground(other, CHANGE);
        await().until(() -> waitsForALock(other));
        Connection waiter = sessions.open(OURS);
        sessions.inBackground(waiter, CHANGE);
        awaitBlocked(waiter);

        assertThat(locks.blocked().known().orElseThrow())
                .extracting(Blocked::backendPid)
                .containsExactly(Sessions.pid(waiter));
    }

    private boolean waitsForALock(Connection connection) throws SQLException {
        int pid = Sessions.pid(connection);
        return new Activity(new OpsLane(new OpsConnections(ops)))
                .of(List.of(pid))
                .known()
                .map(states -> states.get(pid).waitEventType().equals(Optional.of("Lock")))
                .orElse(false);
    }

    private Optional<Blocked> blocked(Connection connection) throws SQLException {
        int pid = Sessions.pid(connection);
        return locks.blocked().known().orElseThrow().stream()
                .filter(blocked -> blocked.backendPid() == pid)
                .findFirst();
    }

    private void awaitBlocked(Connection connection) {
        await().until(() -> blocked(connection).isPresent());
    }
}
