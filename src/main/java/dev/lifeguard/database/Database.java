package dev.lifeguard.database;

import dev.lifeguard.connections.SqlState;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.pool.Gate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs units of work. Each call is one unit of work on one connection: it waits at the gate without
/// occupying a thread, and completes on the event loop of the request. Nothing is sent before the
/// subscription.
///
/// Failures arrive as problems. A read that loses its connection is retried once on another one. A
/// write is not, because it may have taken effect.
///
/// Safe for use by several threads.
@ApplicationScoped
public class Database {
    private final Gate gate;
    private final StatementTimes times;
    private final DatabaseSettings settings;
    private final WriteCounter writes;

    Database(Gate gate, StatementTimes times, DatabaseSettings settings, WriteCounter writes) {
        this.gate = gate;
        this.times = times;
        this.settings = settings;
        this.writes = writes;
    }

    /// Reads all rows.
    public <T> Uni<List<T>> query(Sql sql, RowMapper<T> mapper, @Nullable Object... values) {
        return run(sql.reads(), session -> session.query(sql, mapper, values));
    }

    /// Reads at most one row. Also for a write that returns the row it stored.
    public <T> Uni<Optional<T>> queryOne(Sql sql, RowMapper<T> mapper, @Nullable Object... values) {
        return run(sql.reads(), session -> session.queryOne(sql, mapper, values));
    }

    /// Runs a statement that changes rows.
    ///
    /// @return how many rows changed
    public Uni<Integer> execute(Sql sql, @Nullable Object... values) {
        return run(sql.reads(), session -> session.execute(sql, values));
    }

    /// Reads the row with an id. Requests that wait for the same kind of row share one statement.
    public <T> Uni<Optional<T>> byId(ReadById<T> read, UUID id) {
        return withProblems(retryOnLoss(gate.run(read.batched(times), id)));
    }

    /// Runs several reads on one connection, each in a transaction of its own.
    public <T> Uni<T> inReadSession(SessionWork<T> work) {
        return run(true, work);
    }

    /// Runs several statements on one connection, each in a transaction of its own: for example an
    /// update and, if it changed nothing, a read that finds out why. Never retried.
    public <T> Uni<T> inSession(SessionWork<T> work) {
        return run(false, work);
    }

    /// Runs the work in one transaction: commits when it returns, rolls back when it throws. The work
    /// is retried a few times if it collides with another transaction, so it must have no effect beyond
    /// its session.
    public <T> Uni<T> inTransaction(SessionWork<T> work) {
        return run(false, session -> Transaction.run(session, work));
    }

    /// The same for long work such as an import: each of its statements may take
    /// `DB_BULK_STATEMENT_TIMEOUT`.
    public <T> Uni<T> inLongTransaction(SessionWork<T> work) {
        return run(false, session -> LongTransaction.run(session, settings.bulkStatementTimeout(), work));
    }

    /// Inserts a row. With an idempotency key it takes effect once for each key, and is therefore
    /// retried once, on another connection, if the connection is lost.
    public <T> Uni<InsertResult<T>> insert(
            KeyedInsert<T> insert, Optional<IdempotencyClaim> claim, @Nullable Object... values) {
        return run(claim.isPresent(), session -> insert.run(session, claim, values));
    }

    /// @param retryable whether the work may run again after its connection was lost
    private <T> Uni<T> run(boolean retryable, SessionWork<T> work) {
        Uni<T> once = gate.run(connection -> {
            Session session = new Session(connection, times);
            try {
                return work.run(session);
            } finally {
                if (session.hasWritten()) {
                    writes.increment();
                }
            }
        });
        return withProblems(retryable ? retryOnLoss(once) : once);
    }

    private static <T> Uni<T> retryOnLoss(Uni<T> once) {
        return once.onFailure(SqlState::isConnectionLost).retry().atMost(1);
    }

    private static <T> Uni<T> withProblems(Uni<T> result) {
        return result.onFailure().transform(SqlProblem::of);
    }
}
