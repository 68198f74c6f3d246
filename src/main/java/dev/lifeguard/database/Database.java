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

/// Runs units of work. Each call is one unit of work on one connection: it waits at the gate without occupying a
/// thread,
/// and completes on the event loop of the request. Nothing is sent before the subscription.
///
/// Failures are problems. A read is repeated once, on another connection, if it lost its own; a write is not, as
/// nobody can know whether it took effect.
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

    /// All rows.
    public <T> Uni<List<T>> query(Sql sql, RowMapper<T> mapper, @Nullable Object... values) {
        return run(sql.reads(), session -> session.query(sql, mapper, values));
    }

    /// The one row, if there is one. Also for a write that returns what it stored.
    public <T> Uni<Optional<T>> queryOne(Sql sql, RowMapper<T> mapper, @Nullable Object... values) {
        return run(sql.reads(), session -> session.queryOne(sql, mapper, values));
    }

    /// Runs a statement that changes rows.
    ///
    /// @return how many
    public Uni<Integer> execute(Sql sql, @Nullable Object... values) {
        return run(sql.reads(), session -> session.execute(sql, values));
    }

    /// Reads the row with an id, in one statement with other requests that wait for the same kind of row.
    public <T> Uni<Optional<T>> byId(ReadById<T> read, UUID id) {
        return problems(repeatedIfLost(gate.run(read.batched(times), id)));
    }

    /// Several reads on one connection, but not in one transaction.
    public <T> Uni<T> reading(SessionWork<T> work) {
        return run(true, work);
    }

    /// Several statements on one connection, each in a transaction of its own: for a change and, where it changed
    /// nothing, another statement that finds out why. Never repeated.
    public <T> Uni<T> inTurn(SessionWork<T> work) {
        return run(false, work);
    }

    /// All of the work or nothing: commits when it returns, rolls back when it throws. Repeated a few times if it
    /// collides
    /// with another transaction, so the work must do nothing but use its session.
    public <T> Uni<T> inTransaction(SessionWork<T> work) {
        return run(false, session -> Transaction.run(session, work));
    }

    /// The same for work that takes long by nature, such as an import: each of its statements may take
    /// `DB_BULK_STATEMENT_TIMEOUT`.
    public <T> Uni<T> inLongTransaction(SessionWork<T> work) {
        return run(false, session -> LongStatements.run(session, settings.bulkStatementTimeout(), work));
    }

    /// Inserts, once for each key if there is one. With a key it is repeated once, on another connection, if it lost
    /// its
    /// own: it cannot take effect twice.
    public <T> Uni<InsertResult<T>> insert(
            KeyedInsert<T> insert, Optional<IdempotencyClaim> claim, @Nullable Object... values) {
        return run(claim.isPresent(), session -> insert.run(session, claim, values));
    }

    /// @param repeatable whether the work may be repeated if its connection was lost
    private <T> Uni<T> run(boolean repeatable, SessionWork<T> work) {
        Uni<T> once = gate.run(connection -> {
            Session session = new Session(connection, times);
            try {
                return work.run(session);
            } finally {
                if (session.hasWritten()) {
                    writes.happened();
                }
            }
        });
        return problems(repeatable ? repeatedIfLost(once) : once);
    }

    private static <T> Uni<T> repeatedIfLost(Uni<T> once) {
        return once.onFailure(SqlState::isConnectionLost).retry().atMost(1);
    }

    private static <T> Uni<T> problems(Uni<T> result) {
        return result.onFailure().transform(SqlProblem::of);
    }
}
