package dev.lifeguard.pool;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done with a connection while one has it. It returns a value, never the connection.
@FunctionalInterface
public interface Work<T> {
    T run(Connection connection) throws SQLException;
}
