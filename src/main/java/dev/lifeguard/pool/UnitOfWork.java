package dev.lifeguard.pool;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done with a connection while it is leased: blocking JDBC. It returns a value, never the connection.
@FunctionalInterface
public interface UnitOfWork<T> {
    T run(Connection connection) throws SQLException;
}
