package dev.lifeguard.database;

import dev.lifeguard.database.StatementTimes.StatementTimer;
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

/// Runs the statements of one unit of work on its connection. Calls block. A session must not be used
/// after its unit of work has ended.
public final class Session {
    private static final int COPY_BUFFER = 64 * 1024;

    private final Connection connection;
    private final StatementTimes times;
    private boolean written;

    Session(Connection connection, StatementTimes times) {
        this.connection = connection;
        this.times = times;
    }

    /// Reads all rows.
    public <T> List<T> query(Sql sql, RowMapper<T> mapper, @Nullable Object... values) throws SQLException {
        try (StatementTimer timer = times.start(sql);
                PreparedStatement statement = prepare(sql, values);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) {
                rows.add(mapper.map(row));
            }
            timer.succeeded(rows.size());
            return rows;
        }
    }

    /// Reads at most one row.
    ///
    /// @throws IllegalStateException if there is more than one
    public <T> Optional<T> queryOne(Sql sql, RowMapper<T> mapper, @Nullable Object... values) throws SQLException {
        List<T> rows = query(sql, mapper, values);
        if (rows.size() > 1) {
            throw new IllegalStateException(
                    "%s gave %d rows where at most one was expected".formatted(sql.name(), rows.size()));
        }
        return rows.stream().findFirst();
    }

    /// Runs a statement that changes rows.
    ///
    /// @return how many rows changed
    public int execute(Sql sql, @Nullable Object... values) throws SQLException {
        try (StatementTimer timer = times.start(sql);
                PreparedStatement statement = prepare(sql, values)) {
            int changed = statement.executeUpdate();
            timer.succeeded(changed);
            return changed;
        }
    }

    /// Stores a stream of rows with `copy … from stdin`, in the format that the statement names.
    ///
    /// @return how many rows were stored
    public long copyIn(Sql sql, InputStream rows) throws SQLException {
        written = true;
        try (StatementTimer timer = times.start(sql)) {
            long stored = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql.text(), rows, COPY_BUFFER);
            timer.succeeded(stored);
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PreparedStatement prepare(Sql sql, @Nullable Object[] values) throws SQLException {
        written |= !sql.reads();
        PreparedStatement statement = connection.prepareStatement(sql.text());
        try {
            if (sql.customPlan()) {
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

    /// The connection, for what a session cannot express: transactions and timeouts.
    Connection connection() {
        return connection;
    }

    /// Whether the session ran a statement that does more than read.
    boolean hasWritten() {
        return written;
    }
}
