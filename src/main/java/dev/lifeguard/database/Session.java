package dev.lifeguard.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/// What a unit of work can do while it has a connection. Blocking, and gone with the unit.
public final class Session {
    private static final int COPY_BUFFER = 64 * 1024;

    private final Connection connection;
    private final StatementTimes times;
    private boolean written;

    Session(Connection connection, StatementTimes times) {
        this.connection = connection;
        this.times = times;
    }

    /// All rows.
    public <T> List<T> query(Sql sql, RowMapper<T> mapper, @Nullable Object... values) throws SQLException {
        return times.timed(
                sql,
                () -> {
                    try (PreparedStatement statement = prepare(sql, values);
                            ResultSet result = statement.executeQuery()) {
                        List<T> rows = new ArrayList<>();
                        Row row = new Row(result);
                        while (result.next()) {
                            rows.add(mapper.map(row));
                        }
                        return rows;
                    }
                },
                List::size);
    }

    /// The one row, if there is one.
    ///
    /// @throws IllegalStateException if there are more
    public <T> Optional<T> queryOne(Sql sql, RowMapper<T> mapper, @Nullable Object... values) throws SQLException {
        List<T> rows = query(sql, mapper, values);
        if (rows.size() > 1) {
            throw new IllegalStateException(
                    "%s gave %d rows where at most one was expected".formatted(sql.name(), rows.size()));
        }
        return rows.stream().findFirst();
    }

    /// Changes something.
    ///
    /// @return how many rows
    public int execute(Sql sql, @Nullable Object... values) throws SQLException {
        return times.timed(
                sql,
                () -> {
                    try (PreparedStatement statement = prepare(sql, values)) {
                        return statement.executeUpdate();
                    }
                },
                Integer::longValue);
    }

    /// Stores a stream of rows as it comes: `copy … from stdin`, in the format that the statement says.
    ///
    /// @return how many rows
    public long copyIn(Sql sql, InputStream rows) throws SQLException {
        written = true;
        return times.timed(
                sql,
                () -> {
                    try {
                        return connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn(sql.text(), rows, COPY_BUFFER);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Long::longValue);
    }

    private PreparedStatement prepare(Sql sql, @Nullable Object[] values) throws SQLException {
        written |= !sql.reads();
        PreparedStatement statement = connection.prepareStatement(sql.text());
        try {
            if (sql.plannedAnew()) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, Binding.of(values[i]));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /// Whether it was used for anything but reading.
    boolean hasWritten() {
        return written;
    }
}
