package dev.lifeguard.database;

import dev.lifeguard.history.Statements;
import dev.lifeguard.pool.Lease;
import dev.lifeguard.pool.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Measures each statement, and logs slow ones without their bound values.
@ApplicationScoped
class StatementTimes {
    private static final Logger LOG = Logger.getLogger(StatementTimes.class);

    private final DatabaseSettings settings;
    private final Statements statements;

    StatementTimes(DatabaseSettings settings, Statements statements) {
        this.settings = settings;
        this.statements = statements;
    }

    /// Starts to measure a statement. Closing the timer ends the measurement.
    StatementTimer start(Sql sql) {
        return new StatementTimer(sql);
    }

    /// Measures one execution of a statement. The execution counts as failed unless [#succeeded] was
    /// called.
    final class StatementTimer implements AutoCloseable {
        private final Sql sql;
        private final Optional<Lease> lease = Lease.current();
        private final long begun = System.nanoTime();
        private boolean failed = true;
        private long rows;

        private StatementTimer(Sql sql) {
            this.sql = sql;
            lease.ifPresent(
                    it -> it.statementBegins(sql.name()).ifPresent(wait -> statements.waited(sql.name(), wait)));
        }

        /// @param found how many rows the statement returned or changed
        void succeeded(long found) {
            failed = false;
            rows = found;
        }

        @Override
        public void close() {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            lease.ifPresent(it -> {
                it.statementEnded();
                Traces.executed(it, sql.name(), sql.text(), took, failed);
            });
            statements.executed(sql.name(), took.toNanos(), rows, failed);
            if (took.compareTo(settings.slowQuery()) > 0) {
                warn(took);
            }
        }

        private void warn(Duration took) {
            LOG.warnf(
                    "slow statement name=\"%s\" took=%d ms route=\"%s\" sql=%s",
                    sql.name(),
                    took.toMillis(),
                    lease.map(it -> it.request().route()).orElse(""),
                    sql.text().replaceAll("\\s+", " ").strip());
        }
    }
}
