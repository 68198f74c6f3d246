package dev.lifeguard.database;

import dev.lifeguard.http.CreatedResponse;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.http.IdempotencyKey;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An insert that takes effect once for each [IdempotencyKey], however often it is requested. One
/// statement claims the key, stores the response, and inserts the row, so none of them can happen
/// without the others, and a concurrent request with the same key waits for the first. The statement
/// also deletes up to two expired keys, so the table is cleaned up as fast as it grows.
///
/// Without a key it is an insert like any other.
public final class KeyedInsert<T> {
    private static final String NO_CLAIM = "with claim as (select)\n";

    private static final String CLAIM = """
            with claim as (
                insert into idempotency_keys as known (actor, key, fingerprint, location, etag, body, expires_at)
                values (?, ?, ?, ?, ?, ?, now() + interval '24 hours')
                    on conflict (actor, key) do update
                   set fingerprint = excluded.fingerprint, location = excluded.location, etag = excluded.etag,
                       body = excluded.body, expires_at = excluded.expires_at
                 where known.expires_at < now()
                returning 1
            ), swept as (
                delete from idempotency_keys
                 where (actor, key) in (
                       select actor, key
                         from idempotency_keys
                        where expires_at < now() and (actor, key) <> (?, ?)
                        order by expires_at
                        limit 2
                          for update skip locked)
            )
            """;

    private static final Sql STORED = Sql.read("known idempotency key", """
            select fingerprint, location, etag, body
              from idempotency_keys
             where actor = ? and key = ?
            """);

    private final Sql plain;
    private final Sql keyed;
    private final RowMapper<T> mapper;

    private record Stored(String fingerprint, CreatedResponse response) {}

    /// @param insert an insert that selects its values `from claim` and returns the stored row. `claim`
    ///     has one row, or none if nothing may be inserted
    public KeyedInsert(String name, String insert, RowMapper<T> mapper) {
        this.plain = Sql.write(name, NO_CLAIM + insert);
        this.keyed = Sql.write(name + " once", CLAIM + insert);
        this.mapper = mapper;
    }

    InsertResult<T> run(Session session, Optional<IdempotencyClaim> claim, @Nullable Object... values)
            throws SQLException {
        if (claim.isEmpty()) {
            return new InsertResult.Inserted<>(
                    session.queryOne(plain, mapper, values).orElseThrow());
        }
        return RetryOnChange.of((Session same) -> insertOrFind(same, claim.get(), values))
                .run(session);
    }

    /// Empty if another request held the key, but its row was deleted before it could be read. A retry
    /// then succeeds.
    private Optional<InsertResult<T>> insertOrFind(Session session, IdempotencyClaim claim, @Nullable Object... values)
            throws SQLException {
        IdempotencyKey key = claim.key();
        Optional<T> row = session.queryOne(keyed, mapper, bound(key, claim.answer(), values));
        if (row.isPresent()) {
            return Optional.of(new InsertResult.Inserted<>(row.get()));
        }
        Optional<Stored> stored = session.queryOne(STORED, KeyedInsert::stored, key.actor(), key.key());
        return stored.map(it -> {
            if (!it.fingerprint().equals(key.fingerprint())) {
                throw IdempotencyKey.reused().asException();
            }
            return new InsertResult.Replayed<>(it.response());
        });
    }

    private static @Nullable Object[] bound(IdempotencyKey key, CreatedResponse response, @Nullable Object... values) {
        return Stream.concat(
                        Stream.of(
                                key.actor(),
                                key.key(),
                                key.fingerprint(),
                                response.location(),
                                response.etag(),
                                response.body(),
                                key.actor(),
                                key.key()),
                        Stream.of(values))
                .toArray();
    }

    private static Stored stored(Row row) throws SQLException {
        return new Stored(
                row.text("fingerprint"), new CreatedResponse(row.text("location"), row.text("etag"), row.text("body")));
    }
}
