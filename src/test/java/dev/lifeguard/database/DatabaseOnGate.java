package dev.lifeguard.database;

import dev.lifeguard.history.Statements;
import dev.lifeguard.pool.Gate;
import java.sql.Connection;
import java.time.Duration;

/// Creates a [Database] on a test's own gate.
public final class DatabaseOnGate {
    private DatabaseOnGate() {}

    public static Database database(Gate gate) {
        LongTimeouts settings = new LongTimeouts();
        return new Database(gate, new StatementTimes(settings, new Statements()), settings, new WriteCounter());
    }

    static Session session(Connection connection) {
        return new Session(connection, new StatementTimes(new LongTimeouts(), new Statements()));
    }

    private record LongTimeouts() implements DatabaseSettings {
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
