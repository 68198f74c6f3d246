package dev.lifeguard.server;

import java.sql.Connection;
import java.sql.SQLException;

/// What is asked of the server, in one transaction that only reads.
@FunctionalInterface
interface ServerQuery<T> {
    T ask(Connection connection) throws SQLException;
}
