package dev.lifeguard.database;

import dev.lifeguard.http.Claim;
import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.SqlState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
    private final DatabaseSettings settings;
    private final Writes writes;

    Database(Gate gate, StatementTimes times, DatabaseSettings settings, Writes writes) {
        this.gate = gate;
        this.times = times;
        this.settings = settings;
        this.writes = writes;
    }

    /// What is done with a connection, and a session on it.
    private interface Body<T> {
        T run(Connection connection, Session session) throws SQLException;
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

    /// Several statements on one connection, each of which stands by itself: for one that changes something and,
    /// where it did not, another that finds out why. Never run again.
    public <T> Uni<T> inTurn(Unit<T> unit) {
        return run((connection, session) -> unit.run(session)).onFailure().transform(SqlProblem::of);
    }

    /// Inserts once for each key, if there is one. Then, as nothing can happen twice, it is tried once more on a fresh
    /// connection if its own was lost.
    public <T> Uni<Inserted<T>> insert(KeyedInsert<T> insert, Optional<Claim> claim, @Nullable Object... values) {
        Uni<Inserted<T>> once = run((connection, session) -> insert.run(session, claim, values));
        Uni<Inserted<T>> tried = claim.isPresent()
                ? once.onFailure(SqlState::isConnectionLost).retry().atMost(1)
                : once;
        return tried.onFailure().transform(SqlProblem::of);
    }

    /// All of it or nothing: commits when the unit returns, rolls back when it throws. Run again, a few times,
    /// if the database says that it collided with another transaction; so a unit must not do anything but use
    /// its session.
    public <T> Uni<T> inTransaction(Unit<T> unit) {
        return run((connection, session) -> Transaction.run(connection, () -> unit.run(session)))
                .onFailure()
                .transform(SqlProblem::of);
    }

    /// The same for what takes long by nature, such as an import: its statements have `DB_BULK_STATEMENT_TIMEOUT`
    /// each. It runs again after a collision as well, so what it reads must be there to be read again.
    public <T> Uni<T> inLongTransaction(Unit<T> unit) {
        Duration limit = settings.bulkStatementTimeout();
        return run((connection, session) -> Patience.during(
                        connection,
                        limit,
                        () -> Transaction.run(connection, () -> {
                            Patience.allow(session, limit);
                            return unit.run(session);
                        })))
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

    /// Several reads, one after the other on one connection, but not in one transaction.
    public <T> Uni<T> reading(Unit<T> unit) {
        return once(unit, true);
    }

    private <T> Uni<T> single(Sql sql, Unit<T> unit) {
        return once(unit, sql.reads());
    }

    private <T> Uni<T> once(Unit<T> unit, boolean reads) {
        Uni<T> once = run((connection, session) -> unit.run(session));
        Uni<T> tried =
                reads ? once.onFailure(SqlState::isConnectionLost).retry().atMost(1) : once;
        return tried.onFailure().transform(SqlProblem::of);
    }

    private <T> Uni<T> run(Body<T> body) {
        return gate.run(connection -> {
            Session session = new Session(connection, times);
            try {
                return body.run(connection, session);
            } finally {
                if (session.hasWritten()) {
                    writes.happened();
                }
            }
        });
    }
}
