package dev.lifeguard.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A lock on the table of customers. Every request that reads it waits until the lock is closed; no
/// route is slow by itself.
final class CustomersLock implements AutoCloseable {
    private final Connection connection;

    private CustomersLock(Connection connection) {
        this.connection = connection;
    }

    /// Takes the lock on a connection. Closing the lock closes the connection.
    static CustomersLock take(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table customers in access exclusive mode");
        }
        return new CustomersLock(connection);
    }

    /// How many statements wait for the lock.
    int waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_locks where not granted and relation = 'customers'::regclass")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
