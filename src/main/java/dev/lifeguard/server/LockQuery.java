package dev.lifeguard.server;

import dev.lifeguard.server.LockSnapshot.Wait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Reads a [LockSnapshot] from the server.
final class LockQuery {
    /// Reads `pg_locks`, which is visible to every role, while `pg_stat_activity` hides the waits of
    /// other roles. A wait for a row is a wait for the transaction that changed it; the table of the
    /// row is then that of the row lock that the waiter acquired just before.
    private static final String WAITS = """
            with locks as materialized (
                select pid, locktype, mode, granted, relation, waitstart,
                       database = (select oid from pg_database where datname = current_database()) as here
                from pg_locks
                where not granted or locktype = 'tuple'
            ), waiting as (
                select distinct on (pid) pid, locktype, mode, waitstart,
                       coalesce(relation, (select held.relation from locks held
                                           where held.pid = wanted.pid and held.locktype = 'tuple' and held.here
                                           limit 1)) as relation,
                       here or relation is null as nameable
                from locks wanted
                where not granted
                order by pid, waitstart
            )
            select pid, locktype, mode,
                   case when nameable then relation::regclass::text end as relation,
                   (extract(epoch from clock_timestamp() - waitstart) * 1000)::bigint as waited_ms,
                   pg_blocking_pids(pid) as blockers
            from (select * from waiting order by waitstart limit 200) oldest
            """;

    private static final String SESSIONS = """
            select pid, usename, application_name, host(client_addr) as client_address,
                   state, wait_event_type, wait_event,
                   (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint as transaction_age_ms,
                   (extract(epoch from clock_timestamp() - state_change) * 1000)::bigint as state_age_ms,
                   usename = session_user and datname = current_database() and application_name ~ ? as ours
            from pg_stat_activity
            where pid = any(?)
            """;

    private LockQuery() {}

    static LockSnapshot ask(Connection connection) throws SQLException {
        Map<Integer, Wait> waits = waits(connection);
        return new LockSnapshot(waits, waits.isEmpty() ? Map.of() : sessions(connection, involved(waits)));
    }

    private static Map<Integer, Wait> waits(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WAITS);
                ResultSet row = statement.executeQuery()) {
            Map<Integer, Wait> waits = new LinkedHashMap<>();
            while (row.next()) {
                Integer[] blockers = (Integer[]) row.getArray("blockers").getArray();
                if (blockers.length > 0) {
                    waits.put(
                            row.getInt("pid"),
                            new Wait(wanted(row), Stream.of(blockers).distinct().toList()));
                }
            }
            return waits;
        }
    }

    private static LockWanted wanted(ResultSet row) throws SQLException {
        return new LockWanted(
                row.getString("mode"),
                row.getString("locktype"),
                NullableColumns.text(row, "relation"),
                NullableColumns.number(row, "waited_ms"));
    }

    private static Integer[] involved(Map<Integer, Wait> waits) {
        return Stream.concat(waits.keySet().stream(), waits.values().stream().flatMap(wait -> wait.blockers().stream()))
                .distinct()
                .toArray(Integer[]::new);
    }

    private static Map<Integer, LockSession> sessions(Connection connection, Integer[] pids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SESSIONS)) {
            statement.setString(1, SessionName.PATTERN);
            statement.setArray(2, connection.createArrayOf("int4", pids));
            try (ResultSet row = statement.executeQuery()) {
                Map<Integer, LockSession> sessions = new HashMap<>();
                while (row.next()) {
                    sessions.put(row.getInt("pid"), session(row));
                }
                return sessions;
            }
        }
    }

    private static LockSession session(ResultSet row) throws SQLException {
        return new LockSession(
                row.getInt("pid"),
                row.getBoolean("ours"),
                NullableColumns.text(row, "application_name").filter(name -> !name.isBlank()),
                NullableColumns.text(row, "usename"),
                NullableColumns.text(row, "client_address"),
                NullableColumns.text(row, "state"),
                NullableColumns.text(row, "wait_event_type"),
                NullableColumns.text(row, "wait_event"),
                NullableColumns.number(row, "transaction_age_ms"),
                NullableColumns.number(row, "state_age_ms"));
    }
}
