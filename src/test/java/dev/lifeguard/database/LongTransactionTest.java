package dev.lifeguard.database;

import static dev.lifeguard.fixture.Results.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LongTransactionTest {
    private static final Sql LIMIT =
            Sql.read("limit", "select current_setting('statement_timeout') as it, pg_backend_pid() as pid");

    @Inject
    Database database;

    @Inject
    Gate gate;

    @BeforeEach
    void started() {
        Awaitility.await().until(gate::isOpen);
    }

    @Test
    void theStatementTimeoutIsRaisedForALongTransactionOnly() {
        String during = resultOf(database.inLongTransaction(
                session -> session.queryOne(LIMIT, row -> row.text("it")).orElseThrow()));
        String after = resultOf(database.queryOne(LIMIT, row -> row.text("it"))).orElseThrow();

        assertThat(during).isEqualTo("5min");
        assertThat(after).isEqualTo("10s");
    }

    @Test
    void theNetworkTimeoutIsRaisedForALongTransactionOnly() throws SQLException {
        try (Connection connection = connect("?socketTimeout=1")) {
            boolean answered = LongTransaction.run(
                    DatabaseOnGate.session(connection), Duration.ofSeconds(10), session -> sleep(connection));

            assertThat(answered).isTrue();
            assertThat(connection.getNetworkTimeout()).isEqualTo(1000);
        }
    }

    private static boolean sleep(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_sleep(1.2)")) {
            return row.next();
        }
    }

    private static Connection connect(String options) throws SQLException {
        String url = System.getProperty("database.url");
        String user = url.replaceFirst("^.*//([^:]+):.*$", "$1");
        return DriverManager.getConnection("jdbc:" + url.replaceFirst("//[^@]+@", "//") + options, user, "");
    }
}
