package dev.lifeguard.database;

import dev.lifeguard.http.CreatedResponse;
import dev.lifeguard.http.IdempotencyClaim;
import dev.lifeguard.http.IdempotencyKey;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An insert that happens once for each [IdempotencyKey], however often it is asked for. One statement does all of it:
/// it claims the key, keeps the answer, and inserts. So there is no moment at which one is done without the other, and
/// who asks for the same thing at the same time waits until the first is done. It also removes two keys that have
/// expired: the table is swept as fast as it grows.
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

    private static final Sql KNOWN = Sql.read("known idempotency key", """
            select fingerprint, location, etag, body
              from idempotency_keys
             where actor = ? and key = ?
            """);

    private final Sql plain;
    private final Sql keyed;
    private final RowMapper<T> mapper;

    private record Known(String fingerprint, CreatedResponse answer) {}

    /// @param insert selects its values `from claim`, which has one row, or none where nothing is to happen; it
    ///     returns what was stored
    public KeyedInsert(String name, String insert, RowMapper<T> mapper) {
        this.plain = Sql.write(name, NO_CLAIM + insert);
        this.keyed = Sql.write(name + " once", CLAIM + insert);
        this.mapper = mapper;
    }

    InsertResult<T> run(Session session, Optional<IdempotencyClaim> claim, @Nullable Object... values)
            throws SQLException {
        if (claim.isEmpty()) {
            return new InsertResult.Now<>(
                    session.queryOne(plain, mapper, values).orElseThrow());
        }
        return RetryOnChange.of((Session same) -> once(same, claim.get(), values))
                .run(session);
    }

    private Optional<InsertResult<T>> once(Session session, IdempotencyClaim claim, @Nullable Object... values)
            throws SQLException {
        IdempotencyKey key = claim.key();
        Optional<T> row = session.queryOne(keyed, mapper, bound(key, claim.answer(), values));
        if (row.isPresent()) {
            return Optional.of(new InsertResult.Now<>(row.get()));
        }
        Optional<Known> known = session.queryOne(KNOWN, KeyedInsert::known, key.actor(), key.key());
        return known.map(it -> {
            if (!it.fingerprint().equals(key.fingerprint())) {
                throw IdempotencyKey.reused().asException();
            }
            return new InsertResult.Before<>(it.answer());
        });
    }

    private static @Nullable Object[] bound(IdempotencyKey key, CreatedResponse answer, @Nullable Object... values) {
        return Stream.concat(
                        Stream.of(
                                key.actor(),
                                key.key(),
                                key.fingerprint(),
                                answer.location(),
                                answer.etag(),
                                answer.body(),
                                key.actor(),
                                key.key()),
                        Stream.of(values))
                .toArray();
    }

    private static Known known(Row row) throws SQLException {
        return new Known(
                row.text("fingerprint"), new CreatedResponse(row.text("location"), row.text("etag"), row.text("body")));
    }
}
