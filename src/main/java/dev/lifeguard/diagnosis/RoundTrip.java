package dev.lifeguard.diagnosis;

import dev.lifeguard.connections.DirectConnection;
import dev.lifeguard.connections.SqlState;
import dev.lifeguard.pool.Gate;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Tests a real round trip to the database: through the pool, and if that fails, on a new connection
/// beside it.
///
/// Safe for use by several threads.
@ApplicationScoped
public class RoundTrip {
    private static final String QUERY = """
            select 1, now(), split_part(current_setting('server_version'), ' ', 1),
                   current_setting('transaction_read_only')
            """;
    private static final Duration DIRECT_TIMEOUT = Duration.ofSeconds(5);

    private final Gate gate;
    private final DirectConnection direct;
    private final Semaphore oneDirectAtATime = new Semaphore(1);

    RoundTrip(Gate gate, DirectConnection direct) {
        this.gate = gate;
        this.direct = direct;
    }

    /// The result of the test.
    public sealed interface Result {}

    /// The pool works.
    ///
    /// @param one the value that `select 1` returned
    /// @param acquire how long it took to get a connection
    /// @param query how long the query took
    public record Succeeded(int one, Instant currentTime, Duration acquire, Duration query, String serverVersion)
            implements Result {}

    /// The pool does not work.
    ///
    /// @param directWorks whether a new connection beside the pool works; empty if another test was
    ///     trying one at that moment
    public record Failed(Cause cause, Optional<Boolean> directWorks) implements Result {}

    /// Runs the test. The direct attempt blocks, so it runs on a worker thread, and only one runs at a
    /// time.
    public Uni<Result> run() {
        long begun = System.nanoTime();
        return gate.<Result>run(connection -> ask(connection, begun))
                .onFailure()
                .recoverWithUni(failure -> Uni.createFrom()
                        .item(() -> tryDirectly(failure))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    private static Result ask(Connection connection, long begun) throws SQLException {
        long acquired = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            if ("on".equals(row.getString(4))) {
                throw new SQLException("the database is read-only", SqlState.READ_ONLY);
            }
            Duration query = Duration.ofNanos(System.nanoTime() - acquired);
            Instant now = row.getObject(2, OffsetDateTime.class).toInstant();
            return new Succeeded(row.getInt(1), now, Duration.ofNanos(acquired - begun), query, row.getString(3));
        }
    }

    private Result tryDirectly(Throwable poolFailure) {
        if (!oneDirectAtATime.tryAcquire()) {
            return new Failed(causeOf(poolFailure), Optional.empty());
        }
        try (Connection connection = direct.source("test", DIRECT_TIMEOUT).getConnection()) {
            ask(connection, System.nanoTime());
            return new Failed(Cause.POOL_BUSY, Optional.of(true));
        } catch (SQLException e) {
            return new Failed(causeOf(e), Optional.of(false));
        } finally {
            oneDirectAtATime.release();
        }
    }

    private static Cause causeOf(Throwable failure) {
        if (SqlState.isRejection(failure)) {
            return Cause.DATABASE_REJECTS;
        }
        return SqlState.of(failure).filter(SqlState.QUERY_CANCELED::equals).isPresent()
                ? Cause.DATABASE_SLOW
                : Cause.DATABASE_UNREACHABLE;
    }
}
