package dev.lifeguard.database;

import dev.lifeguard.history.Statements;
import dev.lifeguard.pool.Gate;
import java.sql.Connection;
import java.time.Duration;

/// A [Database] on a gate of the test.
public final class DatabaseOnGate {
    private DatabaseOnGate() {}

    public static Database database(Gate gate) {
        Unhurried settings = new Unhurried();
        return new Database(gate, new StatementTimes(settings, new Statements()), settings, new WriteCounter());
    }

    static Session session(Connection connection) {
        return new Session(connection, new StatementTimes(new Unhurried(), new Statements()));
    }

    private record Unhurried() implements DatabaseSettings {
        @Override
        public Duration slowQuery() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration bulkStatementTimeout() {
            return Duration.ofMinutes(1);
        }
    }
}
