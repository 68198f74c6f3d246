package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.connections.OpsConnections;
import dev.lifeguard.fixture.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A small server: 20 connections, of which 3 are reserved for superusers and 2 for members of a
/// certain role. One of the remaining 15 is used by the query itself.
class FleetTest {
    private static PostgresServer server;
    private static Source pool;

    private final ManualClock clock = new ManualClock();
    private final Sessions sessions = new Sessions();
    private AgroalDataSource ops;
    private Fleet fleet;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start()
                .with("max_connections", "20")
                .with("superuser_reserved_connections", "3")
                .with("reserved_connections", "2");
        server.restart();
        server.execute("create role service login password 'not-a-secret'");
        server.execute("create role reporting login password 'not-a-secret'");
        pool = Source.ordinary(server, "service", "lifeguard/api-1");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        ops = pool.named("lifeguard-ops/api-1").ops();
        fleet = new Fleet(new OpsLane(new OpsConnections(ops)), clock);
    }

    @AfterEach
    void close() throws SQLException {
        sessions.close();
        ops.close();
        server.execute("alter role service connection limit -1");
        server.execute("alter role service nosuperuser");
        server.execute("revoke pg_use_reserved_connections, pg_read_all_stats from service");
        server.execute("alter database lifeguard connection limit -1");
        server.execute("""
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where datname = 'lifeguard' and pid <> pg_backend_pid()
                """);
    }

    @Test
    void eachPodIsReportedWithItsSessions() throws SQLException {
        sessions.open(pool, 2);
        sessions.inTransaction(pool, "select 1");
        sessions.open(pool.named("lifeguard/api-2"), 4);
        sessions.open(pool.named("lifeguard-ops/api-2"));
        sessions.open(pool.named("lifeguard-test"));

        FleetView view = view();

        assertThat(view.pods())
                .containsExactly(new Pod("api-1", true, 3, 0, 1, 1), new Pod("api-2", false, 4, 0, 0, 1));
        assertThat(view.sessionsWithoutPod()).isEqualTo(1);
        assertThat(view.sessions()).isEqualTo(10);
        assertThat(view.poolerBetween()).isFalse();
    }

    @Test
    void sessionsOfOtherProgramsAreDistinguishedWhateverTheirName() throws SQLException {
        sessions.open(pool.as("reporting"), 2);
        sessions.open(pool.to("postgres"));
        sessions.open(pool.as("reporting").named("a report"));

        FleetView view = view();

        assertThat(view.othersSessions()).isEqualTo(4);
        assertThat(view.others())
                .contains(
                        new OtherSessions("reporting", "lifeguard", "lifeguard/api-1", 2),
                        new OtherSessions("reporting", "lifeguard", "a report", 1),
                        new OtherSessions("service", "postgres", "lifeguard/api-1", 1));
        assertThat(view.sessions()).isEqualTo(1);
    }

    @Test
    void exactlyTheHeadroomCanBeOpened() throws SQLException {
        sessions.open(pool.as("reporting"), 3);

        FleetView view = view();

        assertThat(view.bindingLimit()).isEqualTo("max_connections");
        assertThat(view.limits()).containsExactly(new Limit("max_connections", 15, 4, 1, 11));
        assertExactly(11, pool);
    }

    @Test
    void theLimitOfTheRoleBinds() throws SQLException {
        server.execute("alter role service connection limit 6");
        sessions.open(pool.to("postgres"));
        sessions.open(pool.as("reporting"), 3);

        FleetView view = view();

        assertThat(view.bindingLimit()).isEqualTo("role_connection_limit");
        assertThat(view.limits().getFirst()).isEqualTo(new Limit("role_connection_limit", 6, 2, 1, 4));
        assertExactly(4, pool);
    }

    @Test
    void theLimitOfTheDatabaseBinds() throws SQLException {
        server.execute("alter database lifeguard connection limit 7");
        server.execute("alter role service connection limit 12");
        sessions.open(pool.as("reporting"), 2);
        sessions.open(pool.to("postgres"));

        FleetView view = view();

        assertThat(view.limits())
                .extracting(Limit::name)
                .containsExactly("database_connection_limit", "role_connection_limit", "max_connections");
        assertThat(view.bindingLimit()).isEqualTo("database_connection_limit");
        assertExactly(4, pool);
    }

    @Test
    void aMemberOfTheRightRoleMayUseReservedConnections() throws SQLException {
        server.execute("grant pg_use_reserved_connections to service");

        assertThat(view().limits().getFirst().sessions()).isEqualTo(17);
        assertExactly(16, pool);
    }

    @Test
    void aSuperuserIsBoundOnlyByMaxConnections() throws SQLException {
        server.execute("alter role service superuser");
        server.execute("alter role service connection limit 2");
        server.execute("alter database lifeguard connection limit 2");

        FleetView view = view();

        assertThat(view.limits()).containsExactly(new Limit("max_connections", 20, 1, 1, 19));
        assertThat(view.notes()).singleElement().asString().contains("service is a superuser");
        assertExactly(19, pool);
    }

    @Test
    void aRoleWithoutFullVisibilityGetsANote() {
        assertThat(view().notes()).singleElement().asString().contains("\"grant pg_read_all_stats to service\"");
    }

    @Test
    void aRoleWithFullVisibilityGetsNoNote() {
        server.execute("grant pg_read_all_stats to service");

        assertThat(view().notes()).isEmpty();
    }

    @Test
    void aFleetThatCouldOutgrowTheServerIsReported() throws SQLException {
        sessions.open(pool.as("reporting"), 3);
        sessions.open(pool.named("lifeguard/api-2"));

        assertThat(fleet.view(4).known().orElseThrow().atItsLargest())
                .contains(new AtItsLargest(2, 6, 12, 12, true, 2));
        assertThat(fleet.view(5).known().orElseThrow().atItsLargest())
                .contains(new AtItsLargest(2, 7, 14, 12, false, 1));
    }

    @Test
    void headroomIsKeptForTenSeconds() throws SQLException {
        assertThat(fleet.headroom()).contains(14);
        sessions.open(pool, 2);

        clock.advance(Duration.ofSeconds(9));
        assertThat(fleet.headroom()).contains(14);
        clock.advance(Duration.ofSeconds(1));
        assertThat(fleet.headroom()).contains(12);
    }

    @Test
    void aServerThatDoesNotAnswerGivesAReasonAndNoException() throws SQLException {
        assertThat(fleet.headroom()).isPresent();
        server.kill();
        clock.advance(Duration.ofSeconds(10));

        assertThat(fleet.view(10).whyUnknown().orElseThrow()).contains("refused");
        assertThat(fleet.headroom()).isEqualTo(Optional.empty());

        server.startAgain();
        clock.advance(Duration.ofSeconds(1));
        assertThat(fleet.headroom()).isPresent();
    }

    private FleetView view() {
        return fleet.view(10).known().orElseThrow();
    }

    /// Checks the headroom against the server itself.
    private void assertExactly(int left, Source source) throws SQLException {
        assertThat(fleet.headroom()).contains(left);
        sessions.open(source, left);
        assertThatThrownBy(source::open)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("53300"));
    }
}
