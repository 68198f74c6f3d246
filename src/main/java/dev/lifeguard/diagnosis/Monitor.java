package dev.lifeguard.diagnosis;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.FailureReason;
import dev.lifeguard.connections.OpsConnections;
import dev.lifeguard.connections.ServerFacts;
import dev.lifeguard.connections.SqlState;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.tasks.RecurringTasks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Checks the database every second, from beside the pool, and remembers the result, so that it is
/// available at once at any moment.
///
/// Safe for use by several threads.
@ApplicationScoped
class Monitor {
    private static final Logger LOG = Logger.getLogger(Monitor.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OpsConnections ops;
    private final ConnectionSource pool;
    private final PoolCounts counts;
    private final MonitorSettings settings;
    private final Clock clock;
    private final RecurringTasks tasks;
    private volatile Check last;

    Monitor(
            OpsConnections ops,
            ConnectionSource pool,
            PoolCounts counts,
            MonitorSettings settings,
            Clock clock,
            RecurringTasks tasks) {
        this.ops = ops;
        this.pool = pool;
        this.counts = counts;
        this.settings = settings;
        this.clock = clock;
        this.tasks = tasks;
        this.last = new Check(new DatabaseState.Unknown(clock.instant()), System.nanoTime());
    }

    /// The result of one check, and when it began: a check that gets no answer takes a while to fail.
    private record Check(DatabaseState seen, long begunNanos) {}

    void start(@Observes StartupEvent event) {
        tasks.repeat("the monitor of the database", PAUSE, this::check);
    }

    /// The result of the latest check. If that check found the database unreachable, but the database
    /// has answered a request since the check began, the two contradict each other: the state is
    /// unknown until the next check.
    DatabaseState seen() {
        Check check = last;
        return check.seen() instanceof DatabaseState.Unreachable unreachable
                        && counts.anyAnswerSince(check.begunNanos())
                ? new DatabaseState.Unknown(unreachable.since())
                : check.seen();
    }

    /// Whether this instance should get requests: no, once the database has been unreachable for
    /// `DB_UNREADY_AFTER`; yes again as soon as it answers.
    boolean isReady() {
        return !(seen() instanceof DatabaseState.Unreachable unreachable
                && Duration.between(unreachable.since(), clock.instant()).compareTo(settings.unreadyAfter()) >= 0);
    }

    /// Checks the database once.
    void check() {
        long begun = System.nanoTime();
        remember(ask(), begun);
    }

    /// The connection may have died since the last check, so a lost one is replaced once: only a new
    /// connection shows whether the database is alive.
    private DatabaseState ask() {
        Instant now = clock.instant();
        try {
            return ask(now);
        } catch (SQLException first) {
            try {
                return SqlState.isConnectionLost(first) ? ask(now) : failed(now, first);
            } catch (SQLException second) {
                return failed(now, second);
            }
        }
    }

    private DatabaseState ask(Instant now) throws SQLException {
        try (Connection connection = ops.borrow();
                Statement statement = connection.createStatement()) {
            long asked = System.nanoTime();
            try (ResultSet row = statement.executeQuery(ServerFacts.QUERY)) {
                Duration roundTrip = Duration.ofNanos(System.nanoTime() - asked);
                ServerFacts facts = ServerFacts.read(row);
                if (facts.readOnly()) {
                    return new DatabaseState.Rejecting(now, "it is read-only");
                }
                return roundTrip.compareTo(settings.slowQuery()) > 0
                        ? new DatabaseState.Slow(now, roundTrip)
                        : new DatabaseState.Answering(now, facts.version(), facts.tls(), roundTrip);
            }
        }
    }

    private static DatabaseState failed(Instant now, SQLException failure) {
        return SqlState.isRejection(failure)
                ? new DatabaseState.Rejecting(now, FailureReason.of(failure))
                : new DatabaseState.Unreachable(now, FailureReason.of(failure));
    }

    private void remember(DatabaseState now, long begun) {
        DatabaseState before = last.seen();
        boolean same = before.getClass() == now.getClass();
        last = new Check(same ? now.lastingSince(before.since()) : now, begun);
        if (!same) {
            log(before, now);
        }
    }

    private void log(DatabaseState before, DatabaseState now) {
        switch (now) {
            case DatabaseState.Unknown unknown -> LOG.debug("the state of the database is unknown");
            case DatabaseState.Answering answering -> {
                if (!(before instanceof DatabaseState.Unknown)) {
                    LOG.infof(
                            "database answers again after %d s",
                            Duration.between(before.since(), now.since()).toSeconds());
                    pool.closeDead();
                }
            }
            case DatabaseState.Slow slow ->
                LOG.warnf("database is slow round_trip=%d ms", slow.roundTrip().toMillis());
            case DatabaseState.Rejecting rejecting ->
                LOG.warnf("database rejects the service reason=%s", rejecting.reason());
            case DatabaseState.Unreachable unreachable ->
                LOG.warnf("database unreachable reason=%s", unreachable.reason());
        }
    }
}
