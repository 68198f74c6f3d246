package dev.lifeguard.database;

import dev.lifeguard.pool.Hold;
import dev.lifeguard.pool.Traces;
import dev.lifeguard.pool.history.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/// Takes the time of each statement, and names the slow ones, without the values that were bound.
@ApplicationScoped
class StatementTimes {
    private static final Logger LOG = Logger.getLogger(StatementTimes.class);

    private final DatabaseSettings settings;
    private final Statements statements;

    StatementTimes(DatabaseSettings settings, Statements statements) {
        this.settings = settings;
        this.statements = statements;
    }

    /// Something that is to be timed.
    interface Timed<T> {
        T run() throws SQLException;
    }

    /// @param rows how many rows the result stands for
    <T> T timed(Sql sql, Timed<T> statement, ToLongFunction<T> rows) throws SQLException {
        Optional<Hold> hold = Hold.current();
        hold.ifPresent(it -> it.begins(sql.name()).ifPresent(waited -> statements.waited(sql.name(), waited)));
        long begun = System.nanoTime();
        boolean failed = true;
        long found = 0;
        try {
            T result = statement.run();
            failed = false;
            found = rows.applyAsLong(result);
            return result;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            hold.ifPresent(Hold::ended);
            traced(hold, sql, took, failed);
            statements.executed(sql.name(), took.toNanos(), found, failed);
            if (took.compareTo(settings.slowQuery()) > 0) {
                warn(sql, took, hold);
            }
        }
    }

    private static void traced(Optional<Hold> hold, Sql sql, Duration took, boolean failed) {
        hold.ifPresent(it -> Traces.stated(it, sql.name(), sql.text(), took, failed));
    }

    private static void warn(Sql sql, Duration took, Optional<Hold> hold) {
        LOG.warnf(
                "slow statement name=\"%s\" took=%d ms route=\"%s\" sql=%s",
                sql.name(),
                took.toMillis(),
                hold.map(it -> it.caller().route()).orElse(""),
                sql.text().replaceAll("\\s+", " ").strip());
    }
}
