package dev.lifeguard.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Units of work for tests.
public final class Queries {
    private Queries() {}

    public static int trivial(Connection connection) throws SQLException {
        return number(connection, "select 1");
    }

    public static int slow(Connection connection) throws SQLException {
        return number(connection, "select 1 from pg_sleep(0.05)");
    }

    public static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
