package dev.lifeguard.server;

import java.sql.Connection;
import java.sql.SQLException;

/// A query about the server, run in one read-only transaction.
@FunctionalInterface
interface ServerQuery<T> {
    T ask(Connection connection) throws SQLException;
}
