package dev.lifeguard.database;

import dev.lifeguard.pool.BatchedRead;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A read by id. Reads that wait at the same time are answered by one statement. Create one instance
/// for each kind of row, and keep it.
///
/// Safe for use by several threads.
public final class ReadById<T> {
    private final Sql sql;
    private final RowMapper<T> mapper;
    private final Function<T, UUID> id;
    private volatile @Nullable BatchedRead<UUID, T> batched;

    /// @param sql a statement with one parameter, the ids: `where id = any (?)`
    /// @param id the id of a record
    public ReadById(Sql sql, RowMapper<T> mapper, Function<T, UUID> id) {
        this.sql = sql;
        this.mapper = mapper;
        this.id = id;
    }

    BatchedRead<UUID, T> batched(StatementTimes times) {
        BatchedRead<UUID, T> known = batched;
        if (known == null) {
            known = new BatchedRead<>((connection, ids) -> read(new Session(connection, times), ids));
            batched = known;
        }
        return known;
    }

    private Map<UUID, T> read(Session session, List<UUID> ids) throws SQLException {
        Map<UUID, T> found = new HashMap<>();
        for (T row : session.query(sql, mapper, (Object) ids.toArray(UUID[]::new))) {
            found.put(id.apply(row), row);
        }
        return found;
    }
}
