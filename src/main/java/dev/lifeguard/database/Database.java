package dev.lifeguard.database;

import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.SqlState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The way to the database. Each call is one unit of work on one connection: it waits at the gate without
/// holding a thread, and answers on the event loop that asked. Nothing is sent before the subscription.
///
/// Failures are problems. A read is tried once more on a fresh connection if its own was lost; a write never
/// is, as nobody can know whether it happened.
///
/// Safe for use by several threads.
@ApplicationScoped
public class Database {
    private final Gate gate;
    private final StatementTimes times;

    Database(Gate gate, StatementTimes times) {
        this.gate = gate;
        this.times = times;
    }

    /// All rows.
    public <T> Uni<List<T>> query(Sql sql, RowMapper<T> mapper, @Nullable Object... values) {
        return single(sql, session -> session.query(sql, mapper, values));
    }

    /// The one row, if there is one. Also for a write that returns what it stored.
    public <T> Uni<Optional<T>> queryOne(Sql sql, RowMapper<T> mapper, @Nullable Object... values) {
        return single(sql, session -> session.queryOne(sql, mapper, values));
    }

    /// Changes something.
    ///
    /// @return how many rows
    public Uni<Integer> execute(Sql sql, @Nullable Object... values) {
        return single(sql, session -> session.execute(sql, values));
    }

    /// All of it or nothing: commits when the unit returns, rolls back when it throws. Run again, a few times,
    /// if the database says that it collided with another transaction; so a unit must not do anything but use
    /// its session.
    public <T> Uni<T> inTransaction(Unit<T> unit) {
        return gate.run(connection -> Transaction.run(connection, () -> unit.run(new Session(connection, times))))
                .onFailure()
                .transform(SqlProblem::of);
    }

    /// The row with an id, asked for together with those whom others wait for at the same moment.
    public <T> Uni<Optional<T>> byId(ById<T> question, UUID id) {
        return gate.run(question.together(times), id)
                .onFailure(SqlState::isConnectionLost)
                .retry()
                .atMost(1)
                .onFailure()
                .transform(SqlProblem::of);
    }

    private <T> Uni<T> single(Sql sql, Unit<T> unit) {
        Uni<T> once = gate.run(connection -> unit.run(new Session(connection, times)));
        Uni<T> tried =
                sql.reads() ? once.onFailure(SqlState::isConnectionLost).retry().atMost(1) : once;
        return tried.onFailure().transform(SqlProblem::of);
    }
}
