package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.connections.OpsConnections;
import dev.lifeguard.fixture.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehindPgBouncerTest {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        assumeThat(PgBouncer.isInstalled()).as("pgbouncer is installed").isTrue();
        server = PostgresServer.start();
        server.execute("create role service login password 'not-a-secret'");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "transaction"})
    void aPoolerIsDetectedAndHeadroomIsUnknown(String mode) throws Exception {
        Source direct = Source.ordinary(server, "service", "lifeguard-ops/api-1");
        try (PgBouncer bouncer = PgBouncer.start(server, mode, "service");
                AgroalDataSource ops = direct.throughPort(bouncer.port()).ops()) {
            FleetView view = new Fleet(new OpsLane(new OpsConnections(ops)), new ManualClock())
                    .view(10)
                    .known()
                    .orElseThrow();

            assertThat(view.poolerBetween()).isTrue();
            assertThat(view.headroom()).isEmpty();
            assertThat(view.atItsLargest()).isEmpty();
            assertThat(view.notes()).first().asString().contains("A pooler such as PgBouncer");
            assertThat(view.limits()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "transaction"})
    void blockersAreFoundBehindAPooler(String mode) throws Exception {
        Source direct = Source.ordinary(server, "service", "lifeguard/api-1");
        try (PgBouncer bouncer = PgBouncer.start(server, mode, "service");
                AgroalDataSource ops = direct.named("lifeguard-ops/api-1")
                        .throughPort(bouncer.port())
                        .ops();
                Sessions sessions = new Sessions()) {
            Locks locks = new Locks(new OpsLane(new OpsConnections(ops)));
            Connection holder =
                    sessions.inTransaction(direct.named("another-program"), "select pg_advisory_xact_lock(1)");
            sessions.inBackground(sessions.open(direct.throughPort(bouncer.port())), "select pg_advisory_xact_lock(1)");
            await().until(() -> !locks.blocked().known().orElse(List.of()).isEmpty());

            Blocked blocked = locks.blocked().known().orElseThrow().getFirst();

            assertThat(blocked.roots()).containsExactly(Sessions.pid(holder));
            assertThat(blocked.pod()).contains("api-1");
            assertThat(blocked.wanted().kind()).isEqualTo("advisory");
        }
    }
}
