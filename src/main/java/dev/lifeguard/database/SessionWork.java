package dev.lifeguard.database;

import java.sql.SQLException;

/// A unit of work for [Database]: statements in one session, and so on one connection.
@FunctionalInterface
public interface SessionWork<T> {
    T run(Session session) throws SQLException;
}
