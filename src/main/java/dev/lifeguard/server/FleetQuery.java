package dev.lifeguard.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/// Reads the [FleetFacts] from the server.
final class FleetQuery {
    /// A superuser may use every connection; a member of `pg_use_reserved_connections` (PostgreSQL 16)
    /// all but those that are reserved for superusers.
    private static final String LIMITS = """
            select current_setting('max_connections')::int as max_connections,
                   case when role.rolsuper then 0
                        else current_setting('superuser_reserved_connections')::int
                             + case when coalesce((select pg_has_role(session_user, oid, 'usage') from pg_roles
                                                   where rolname = 'pg_use_reserved_connections'), false) then 0
                                    else coalesce(current_setting('reserved_connections', true)::int, 0) end
                   end as reserved,
                   role.rolconnlimit as role_limit, database.datconnlimit as database_limit,
                   role.rolsuper as superuser, role.rolname as role, database.datname as database,
                   current_setting('application_name') as application_name,
                   pg_has_role(session_user, 'pg_read_all_stats', 'usage') as sees_all,
                   pg_backend_pid() as backend_pid, clock_timestamp() as asked_at
            from pg_roles role, pg_database database
            where role.rolname = session_user and database.datname = current_database()
            """;

    /// A session without database or role is a process of the server itself. Without
    /// `pg_read_all_stats` the kind of a session of another role is invisible; it counts as a client.
    private static final String SESSIONS = """
            select usename, datname, coalesce(application_name, '') as application_name,
                   count(*) as sessions,
                   count(*) filter (where state = 'active') as active,
                   count(*) filter (where state like 'idle in transaction%') as idle_in_transaction
            from pg_stat_activity
            where datname is not null and usename is not null
              and coalesce(backend_type, 'client backend') = 'client backend'
            group by 1, 2, 3
            order by 4 desc, 1, 2, 3
            """;

    private FleetQuery() {}

    static FleetFacts ask(Connection connection) throws SQLException {
        List<SessionGroup> groups = groups(connection);
        try (PreparedStatement statement = connection.prepareStatement(LIMITS);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new FleetFacts(
                    row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                    row.getString("role"),
                    row.getString("database"),
                    row.getString("application_name"),
                    row.getBoolean("sees_all"),
                    isPoolerBetween(connection, row.getInt("backend_pid")),
                    limits(row),
                    groups);
        }
    }

    /// A pooler gives its clients a made-up process id when they connect, in every mode.
    private static boolean isPoolerBetween(Connection connection, int answering) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID() != answering;
    }

    private static ServerLimits limits(ResultSet row) throws SQLException {
        return new ServerLimits(
                row.getInt("max_connections"),
                row.getInt("reserved"),
                row.getInt("role_limit"),
                row.getInt("database_limit"),
                row.getBoolean("superuser"));
    }

    private static List<SessionGroup> groups(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SESSIONS);
                ResultSet row = statement.executeQuery()) {
            List<SessionGroup> groups = new ArrayList<>();
            while (row.next()) {
                groups.add(new SessionGroup(
                        row.getString("usename"),
                        row.getString("datname"),
                        row.getString("application_name"),
                        row.getInt("sessions"),
                        row.getInt("active"),
                        row.getInt("idle_in_transaction")));
            }
            return groups;
        }
    }
}
