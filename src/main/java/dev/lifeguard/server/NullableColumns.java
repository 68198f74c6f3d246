package dev.lifeguard.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Reads columns that may be null.
final class NullableColumns {
    private NullableColumns() {}

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
