package dev.lifeguard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.connections.OpsConnections;
import dev.lifeguard.fixture.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OpsLaneTest {
    @Test
    void aQueryThatTakesTooLongIsGivenUp() throws SQLException {
        try (AgroalDataSource source = Source.shared("ops-too-long").ops()) {
            long begun = System.nanoTime();
            ServerAnswer<String> answer = new OpsLane(new OpsConnections(source))
                    .ask(connection -> text(connection, "select pg_sleep(60)::text"));

            assertThat(answer.whyUnknown().orElseThrow()).contains("statement timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void nothingCanBeChanged() throws SQLException {
        try (AgroalDataSource source = Source.shared("ops-read-only").ops()) {
            ServerAnswer<Boolean> answer = new OpsLane(new OpsConnections(source)).ask(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("create table never_made (a int)");
                }
            });

            assertThat(answer.whyUnknown().orElseThrow()).contains("read-only transaction");
        }
    }

    @Test
    void theConnectionIsUnchangedAfterAnAnswerAndAfterAFailure() throws SQLException {
        try (AgroalDataSource source = Source.shared("ops-as-it-was").ops()) {
            OpsLane ops = new OpsLane(new OpsConnections(source));
            ops.ask(connection -> text(connection, "select 1::text"));
            ops.ask(connection -> text(connection, "select 1 / 0"));

            try (Connection connection = source.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(text(connection, "show transaction_read_only")).isEqualTo("off");
                assertThat(text(connection, "show statement_timeout")).isEqualTo("0");
                assertThat(text(connection, """
                                select count(*)::text from pg_stat_activity
                                where application_name = 'ops-as-it-was' and state like 'idle in transaction%'
                                """)).isEqualTo("0");
            }
        }
    }

    @Test
    void queriesRunOneAtATimeAndNoneWaitsForEver() throws Exception {
        try (AgroalDataSource source = Source.shared("ops-in-turn").ops()) {
            OpsLane ops = new OpsLane(new OpsConnections(source));
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            CompletableFuture<ServerAnswer<Boolean>> first = CompletableFuture.supplyAsync(() -> ops.ask(connection -> {
                started.countDown();
                awaitQuietly(answer);
                return true;
            }));
            started.await();

            ServerAnswer<String> second = ops.ask(connection -> text(connection, "select 1::text"));

            assertThat(second.whyUnknown()).contains("earlier queries are still running");
            answer.countDown();
            assertThat(first.get().known()).contains(true);
            assertThat(ops.ask(connection -> text(connection, "select 1::text")).known())
                    .contains("1");
        }
    }

    @Test
    void aQueryToAFrozenServerIsGivenUpAndARestartedServerIsFoundAtOnce() throws SQLException {
        try (PostgresServer server = PostgresServer.start();
                AgroalDataSource source =
                        new Source("lifeguard", Source.PASSWORD, server.port(), "lifeguard", "ops").ops()) {
            OpsLane ops = new OpsLane(new OpsConnections(source));
            assertThat(ops.ask(connection -> text(connection, "select 1::text")).known())
                    .contains("1");

            server.freeze();
            long begun = System.nanoTime();
            assertThat(ops.ask(connection -> text(connection, "select 1::text")).whyUnknown())
                    .isPresent();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
            server.thaw();
            assertThat(ops.ask(connection -> text(connection, "select 1::text")).known())
                    .contains("1");

            server.kill();
            assertThat(ops.ask(connection -> text(connection, "select 1::text"))
                            .whyUnknown()
                            .orElseThrow())
                    .contains("refused");
            server.startAgain();
            assertThat(ops.ask(connection -> text(connection, "select 1::text")).known())
                    .contains("1");

            server.restart();
            assertThat(ops.ask(connection -> text(connection, "select 1::text")).known())
                    .contains("1");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
