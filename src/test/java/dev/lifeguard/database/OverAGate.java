package dev.lifeguard.database;

import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.history.Statements;
import java.time.Duration;

/// The way to a database of a test's own, put together by hand.
public final class OverAGate {
    private OverAGate() {}

    public static Database database(Gate gate) {
        Unhurried settings = new Unhurried();
        return new Database(gate, new StatementTimes(settings, new Statements()), settings, new Writes());
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
