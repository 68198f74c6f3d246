package dev.lifeguard.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Holds up everybody who reads customers until it is closed: there is no slow route to call.
final class CustomersLock implements AutoCloseable {
    private final Connection connection;

    private CustomersLock(Connection connection) {
        this.connection = connection;
    }

    /// Takes the lock on a connection, which it closes in the end.
    static CustomersLock take(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table customers in access exclusive mode");
        }
        return new CustomersLock(connection);
    }

    /// How many statements wait for it.
    int heldUp() throws SQLException {
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
