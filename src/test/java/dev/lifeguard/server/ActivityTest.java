package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.connections.OpsConnections;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final Source POOL = Source.shared("lifeguard/one");

    private final Sessions sessions = new Sessions();
    private AgroalDataSource ops;
    private Activity activity;

    @BeforeEach
    void open() throws SQLException {
        ops = Source.shared("lifeguard-ops/one").ops();
        activity = new Activity(new OpsLane(new OpsConnections(ops)));
    }

    @AfterEach
    void close() throws SQLException {
        sessions.close();
        ops.close();
    }

    @Test
    void aRunningStatementIsReportedWithItsAge() throws SQLException {
        Connection busy = sessions.open(POOL);
        sessions.inBackground(busy, "select   pg_sleep(15),\n 'here'");
        await().until(() -> state(busy).waitEvent().equals(Optional.of("PgSleep"))
                && state(busy).queryAgeMs().orElseThrow() > 20);

        BackendState state = state(busy);

        assertThat(state.state()).contains("active");
        assertThat(state.waitEventType()).contains("Timeout");
        assertThat(state.statement()).contains("select pg_sleep(15), 'here'");
        assertThat(state.queryAgeMs().orElseThrow()).isBetween(20L, 15_000L);
        assertThat(state.transactionAgeMs().orElseThrow())
                .isGreaterThanOrEqualTo(state.queryAgeMs().orElseThrow());
    }

    @Test
    void aSessionIdleInATransactionIsDistinguishedFromAnIdleOne() throws SQLException {
        Connection holding = sessions.inTransaction(POOL, "select 1");
        Connection idle = sessions.open(POOL);

        assertThat(state(holding).state()).contains("idle in transaction");
        assertThat(state(holding).transactionAgeMs()).isPresent();
        assertThat(state(idle).state()).contains("idle");
        assertThat(state(idle).transactionAgeMs()).isEmpty();
    }

    @Test
    void aLongStatementIsTruncated() throws SQLException {
        Connection one = sessions.open(POOL);
        sessions.inTransaction(POOL, "select 1");
        try (var statement = one.createStatement()) {
            statement.execute("select " + "1 + ".repeat(200) + "1");
        }

        assertThat(state(one).statement().orElseThrow()).hasSize(200).startsWith("select 1 + 1");
    }

    @Test
    void theStatementOfAnotherProgramIsNotReported() throws SQLException {
        Connection other = sessions.inTransaction(POOL.named("psql"), "select 'a secret'");

        assertThat(state(other).state()).contains("idle in transaction");
        assertThat(state(other).statement()).isEmpty();
    }

    @Test
    void aSessionThatHasEndedIsMissing() throws SQLException {
        Connection there = sessions.open(POOL);

        assertThat(activity.of(List.of(Sessions.pid(there), -1)).known().orElseThrow())
                .containsOnlyKeys(Sessions.pid(there));
    }

    @Test
    void noQueryIsMadeForNoSessions() {
        ops.close();
        assertThat(activity.of(List.of())).isEqualTo(new ServerAnswer.Known<>(Map.of()));
        assertThat(activity.of(List.of(1)).whyUnknown()).isPresent();
    }

    private BackendState state(Connection connection) throws SQLException {
        int pid = Sessions.pid(connection);
        return activity.of(List.of(pid)).known().orElseThrow().get(pid);
    }
}
