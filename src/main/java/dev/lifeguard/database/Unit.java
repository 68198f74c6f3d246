package dev.lifeguard.database;

import java.sql.SQLException;

/// A unit of work: everything it does, it does on one connection.
@FunctionalInterface
public interface Unit<T> {
    T run(Session session) throws SQLException;
}
