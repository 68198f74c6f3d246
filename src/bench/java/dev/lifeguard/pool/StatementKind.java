package dev.lifeguard.pool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadLocalRandom;

/// The statements to measure with: how long they take, and what they spend the time on.
enum StatementKind {
    /// About 50 µs: one row by its key.
    SHORT("select value from bench where id = ?", 1000),
    /// About 1 ms of the server's CPU.
    BUSY("select sum(sqrt(i)) from generate_series(1, 5000 + 0 * ?) i", 1),
    /// 50 ms of sleep in the server.
    LONG("select pg_sleep(0.05 + 0 * ?)", 1);

    private final String sql;
    private final int bound;

    StatementKind(String sql, int bound) {
        this.sql = sql;
        this.bound = bound;
    }

    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table bench (id int primary key, value text not null)");
            statement.execute("insert into bench select i, 'value ' || i from generate_series(0, 999) i");
            statement.execute("grant select on bench to public");
            statement.execute("analyze bench");
        }
    }

    String run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, ThreadLocalRandom.current().nextInt(bound));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
