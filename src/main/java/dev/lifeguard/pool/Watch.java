package dev.lifeguard.pool;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Asks the database every second how it is, from beside the pool, and remembers the answer. Whoever asks the
/// watch gets what it has seen, at once.
///
/// Safe for use by several threads.
@ApplicationScoped
class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    private final AgroalDataSource ops;
    private final AgroalDataSource pool;
    private final PoolCounts counts;
    private final WatchSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());
    private volatile Look last;

    Watch(
            @DataSource("ops") AgroalDataSource ops,
            AgroalDataSource pool,
            PoolCounts counts,
            WatchSettings settings,
            Clock clock) {
        this.ops = ops;
        this.pool = pool;
        this.counts = counts;
        this.settings = settings;
        this.clock = clock;
        this.last = new Look(new DatabaseState.Unknown(clock.instant()), System.nanoTime());
    }

    /// What one look has seen, and when it began: a look that is not answered takes a while to fail.
    private record Look(DatabaseState seen, long begunNanos) {}

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::look, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    /// What was seen last. If a request was answered by the database since the look that found it unreachable began,
    /// then the one contradicts the other, and nothing is known until the next look.
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

    /// One look at the database. Never throws, as that would end the watch.
    void look() {
        try {
            long begun = System.nanoTime();
            notice(ask(), begun);
        } catch (RuntimeException e) {
            LOG.error("the watch over the database failed, and goes on", e);
        }
    }

    /// A connection that was kept may have died since; only a new one tells whether the database lives.
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
        try (Connection connection = ops.getConnection();
                Statement statement = connection.createStatement()) {
            long asked = System.nanoTime();
            try (ResultSet answer = statement.executeQuery(ServerFacts.QUESTION)) {
                Duration roundTrip = Duration.ofNanos(System.nanoTime() - asked);
                ServerFacts facts = ServerFacts.read(answer);
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
                ? new DatabaseState.Rejecting(now, Reason.of(failure))
                : new DatabaseState.Unreachable(now, Reason.of(failure));
    }

    private void notice(DatabaseState now, long begun) {
        DatabaseState before = last.seen();
        boolean same = before.getClass() == now.getClass();
        last = new Look(same ? lastingSince(before.since(), now) : now, begun);
        if (!same) {
            announce(before, now);
        }
    }

    private void announce(DatabaseState before, DatabaseState now) {
        switch (now) {
            case DatabaseState.Unknown unknown -> LOG.debug("nothing known of the database");
            case DatabaseState.Answering answering -> {
                if (!(before instanceof DatabaseState.Unknown)) {
                    LOG.infof(
                            "database answers again after %d s",
                            Duration.between(before.since(), now.since()).toSeconds());
                    pool.flush(FlushMode.INVALID);
                }
            }
            case DatabaseState.Slow slow ->
                LOG.warnf("database is slow round_trip=%d ms", slow.roundTrip().toMillis());
            case DatabaseState.Rejecting rejecting -> LOG.warnf("database turns us away reason=%s", rejecting.reason());
            case DatabaseState.Unreachable unreachable ->
                LOG.warnf("database unreachable reason=%s", unreachable.reason());
        }
    }

    private static DatabaseState lastingSince(Instant since, DatabaseState now) {
        return switch (now) {
            case DatabaseState.Unknown unknown -> new DatabaseState.Unknown(since);
            case DatabaseState.Answering it ->
                new DatabaseState.Answering(since, it.serverVersion(), it.tls(), it.roundTrip());
            case DatabaseState.Slow it -> new DatabaseState.Slow(since, it.roundTrip());
            case DatabaseState.Rejecting it -> new DatabaseState.Rejecting(since, it.reason());
            case DatabaseState.Unreachable it -> new DatabaseState.Unreachable(since, it.reason());
        };
    }
}
