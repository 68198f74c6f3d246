package dev.lifeguard.connections;

import java.sql.ResultSet;
import java.sql.SQLException;

/// What a server reports about itself and about the connection that asked.
public record ServerFacts(String version, boolean readOnly, boolean tls) {
    public static final String QUERY = """
            select split_part(current_setting('server_version'), ' ', 1) as version,
                   current_setting('transaction_read_only')::boolean as read_only,
                   coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls
            """;

    public static ServerFacts read(ResultSet row) throws SQLException {
        row.next();
        return new ServerFacts(row.getString("version"), row.getBoolean("read_only"), row.getBoolean("tls"));
    }
}
