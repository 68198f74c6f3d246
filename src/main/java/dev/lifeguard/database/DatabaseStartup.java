package dev.lifeguard.database;

import dev.lifeguard.connections.DirectConnection;
import dev.lifeguard.connections.FailureReason;
import dev.lifeguard.pool.WarmUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/// Prepares the database at startup: runs the migrations, fills the pool, and opens the gate. It runs
/// in the background and retries until it succeeds, so the service starts even while the database is
/// down.
@ApplicationScoped
public class DatabaseStartup {
    private static final Logger LOG = Logger.getLogger(DatabaseStartup.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Flyway flyway;
    private final DirectConnection direct;
    private final WarmUp warmUp;
    private final Event<Opened> opened;
    private final boolean embedded;
    private final Thread thread;

    /// The event that is fired once the gate is open.
    public record Opened() {}

    DatabaseStartup(
            Flyway flyway,
            DirectConnection direct,
            WarmUp warmUp,
            Event<Opened> opened,
            @ConfigProperty(name = "lifeguard.embedded", defaultValue = "false") boolean embedded) {
        this.flyway = flyway;
        this.direct = direct;
        this.warmUp = warmUp;
        this.opened = opened;
        this.embedded = embedded;
        this.thread = Thread.ofPlatform().daemon().name("database-startup").unstarted(this::openWithRetries);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void openWithRetries() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!tryToOpen(pause)) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
            opened.fire(new Opened());
        } catch (InterruptedException e) {
            LOG.debug("stopped before the database was ready");
        }
    }

    private boolean tryToOpen(Duration pause) throws InterruptedException {
        try {
            migrate();
            warmUp.fillAndOpen();
            return true;
        } catch (SQLException | FlywayException e) {
            LOG.warnf("database not ready, next try in %d ms reason=%s", pause.toMillis(), FailureReason.of(e));
            return false;
        } catch (RuntimeException e) {
            LOG.error("preparing the database failed and is retried", e);
            return false;
        }
    }

    /// Migrates on connections outside the pool, because a migration may take longer than a request's
    /// statement may.
    private void migrate() throws SQLException {
        DataSource source = direct.source("migration", Duration.ZERO);
        Flyway.configure(Thread.currentThread().getContextClassLoader())
                .configuration(flyway.getConfiguration())
                .dataSource(source)
                .load()
                .migrate();
        if (embedded) {
            SampleData.fill(source);
        }
    }
}
