package dev.lifeguard.database;

import dev.lifeguard.pool.Together;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A read by id that many may ask for at once, and that is then one statement. Make one for each, and keep it.
///
/// Safe for use by several threads.
public final class ById<T> {
    private final Sql sql;
    private final RowMapper<T> mapper;
    private final Function<T, UUID> id;
    private volatile @Nullable Together<UUID, T> together;

    /// @param sql has one parameter, the ids: `where id = any (?)`
    /// @param id where a record has its id
    public ById(Sql sql, RowMapper<T> mapper, Function<T, UUID> id) {
        this.sql = sql;
        this.mapper = mapper;
        this.id = id;
    }

    Together<UUID, T> together(StatementTimes times) {
        Together<UUID, T> known = together;
        if (known == null) {
            known = new Together<>((connection, ids) -> ask(new Session(connection, times), ids));
            together = known;
        }
        return known;
    }

    private Map<UUID, T> ask(Session session, List<UUID> ids) throws SQLException {
        Map<UUID, T> found = new HashMap<>();
        for (T row : session.query(sql, mapper, (Object) ids.toArray(UUID[]::new))) {
            found.put(id.apply(row), row);
        }
        return found;
    }
}
