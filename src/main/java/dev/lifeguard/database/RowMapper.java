package dev.lifeguard.database;

import java.sql.SQLException;

/// Maps a row to a record.
@FunctionalInterface
public interface RowMapper<T> {
    T map(Row row) throws SQLException;
}
