package dev.lifeguard.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Checks what `docs/how-to/upgrade.md` promises about migrations, with the service's own Flyway
/// configuration, on a separate database.
@QuarkusTest
class UpgradeTest {
    private static final String DATABASE = "upgrade";
    private static final URI SERVER = URI.create(System.getProperty("database.url"));

    @Inject
    Flyway flyway;

    @BeforeEach
    void create() throws SQLException {
        execute(SERVER.getPath().substring(1), "drop database if exists " + DATABASE + " with (force)");
        execute(SERVER.getPath().substring(1), "create database " + DATABASE);
    }

    @AfterEach
    void drop() throws SQLException {
        execute(SERVER.getPath().substring(1), "drop database " + DATABASE + " with (force)");
    }

    @Test
    void podsThatStartAtTheSameTimeRunEachMigrationOnce() throws Exception {
        try (ExecutorService pods = Executors.newFixedThreadPool(2)) {
            List<Callable<MigrateResult>> starts = Collections.nCopies(2, this::migrate);
            int done = 0;
            for (Future<MigrateResult> start : pods.invokeAll(starts)) {
                done += start.get().migrationsExecuted;
            }
            assertThat(done).isPositive().isEqualTo(configured().info().applied().length);
        }
    }

    @Test
    void aVersionRunsOnTablesThatANewerVersionMigrated() throws SQLException {
        migrate();
        execute(DATABASE, """
                insert into flyway_schema_history
                select 1000, '1000', 'of a newer version', type, 'V1000__of_a_newer_version.sql', 1, installed_by,
                       now(), 1, true
                from flyway_schema_history limit 1
                """);

        assertThat(migrate().migrationsExecuted).isZero();
    }

    private MigrateResult migrate() {
        return configured().migrate();
    }

    private Flyway configured() {
        return Flyway.configure(Thread.currentThread().getContextClassLoader())
                .configuration(flyway.getConfiguration())
                .dataSource(url(DATABASE), login()[0], login()[1])
                .load();
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), login()[0], login()[1]);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(SERVER.getHost(), SERVER.getPort(), database);
    }

    private static String[] login() {
        return SERVER.getUserInfo().split(":", 2);
    }
}
