package dev.lifeguard.server;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What the sessions of this service are doing, as the server reports it.
///
/// Safe for use by several threads. A query blocks for a bounded time (see [OpsLane]): call it on a
/// worker thread.
@ApplicationScoped
public class Activity {
    /// Reads the text of a statement, which may hold values, only for sessions of this service.
    private static final String COLUMNS = """
            select pid, state, wait_event_type, wait_event,
                   (extract(epoch from clock_timestamp() - query_start) * 1000)::bigint as query_age_ms,
                   (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint as transaction_age_ms,
                   (extract(epoch from clock_timestamp() - state_change) * 1000)::bigint as state_age_ms,
                   case when usename = session_user and datname = current_database() and application_name ~ ?
                        then nullif(left(regexp_replace(query, '\\s+', ' ', 'g'), 200), '') end as statement
            from pg_stat_activity
            """;
    private static final String BY_PID = COLUMNS + "where pid = any(?)";
    private static final String BY_NAME = COLUMNS
            + "where application_name = left(?, 63) and usename = session_user and datname = current_database()";

    private final OpsLane ops;

    Activity(OpsLane ops) {
        this.ops = ops;
    }

    /// The sessions with these process ids, as far as they exist.
    public ServerAnswer<Map<Integer, BackendState>> of(Collection<Integer> backendPids) {
        return backendPids.isEmpty()
                ? new ServerAnswer.Known<>(Map.of())
                : ops.ask(connection -> ask(connection, BY_PID, backendPids.toArray(new Integer[0])));
    }

    /// The sessions of this service with this application name.
    public ServerAnswer<Map<Integer, BackendState>> named(String applicationName) {
        return ops.ask(connection -> ask(connection, BY_NAME, applicationName));
    }

    private static Map<Integer, BackendState> ask(Connection connection, String query, Object which)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, SessionName.PATTERN);
            statement.setObject(2, which);
            try (ResultSet row = statement.executeQuery()) {
                Map<Integer, BackendState> states = new HashMap<>();
                while (row.next()) {
                    BackendState state = read(row);
                    states.put(state.backendPid(), state);
                }
                return states;
            }
        }
    }

    private static BackendState read(ResultSet row) throws SQLException {
        return new BackendState(
                row.getInt("pid"),
                NullableColumns.text(row, "state"),
                NullableColumns.text(row, "wait_event_type"),
                NullableColumns.text(row, "wait_event"),
                NullableColumns.number(row, "query_age_ms"),
                NullableColumns.number(row, "transaction_age_ms"),
                NullableColumns.number(row, "state_age_ms"),
                NullableColumns.text(row, "statement"));
    }
}
