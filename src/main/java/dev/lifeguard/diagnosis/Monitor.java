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

/// Looks at the database every second, from beside the pool, and remembers what it saw, so that it can be asked at any
/// moment and answers at once.
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
    private volatile Look last;

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
        this.last = new Look(new DatabaseState.Unknown(clock.instant()), System.nanoTime());
    }

    /// What one look has seen, and when it began: a look that gets no answer takes a while to fail.
    private record Look(DatabaseState seen, long begunNanos) {}

    void start(@Observes StartupEvent event) {
        tasks.repeat("the monitor of the database", PAUSE, this::look);
    }

    /// What was seen last. If the database has answered a request since the beginning of a look that found it
    /// unreachable, the two contradict each other, and nothing is known until the next look.
    DatabaseState seen() {
        Look look = last;
        return look.seen() instanceof DatabaseState.Unreachable unreachable && counts.anyAnswerSince(look.begunNanos())
                ? new DatabaseState.Unknown(unreachable.since())
                : look.seen();
    }

    /// False once the database has been unreachable for longer than is set; true again as soon as it answers.
    boolean isReady() {
        return !(seen() instanceof DatabaseState.Unreachable unreachable
                && Duration.between(unreachable.since(), clock.instant()).compareTo(settings.unreadyAfter()) >= 0);
    }

    /// Looks at the database once.
    void look() {
        long begun = System.nanoTime();
        remember(ask(), begun);
    }

    /// The connection may have died since the last look; only a new one tells whether the database lives.
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
        last = new Look(same ? now.lastingSince(before.since()) : now, begun);
        if (!same) {
            log(before, now);
        }
    }

    private void log(DatabaseState before, DatabaseState now) {
        switch (now) {
            case DatabaseState.Unknown unknown -> LOG.debug("nothing is known of the database");
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
