package dev.lifeguard.pool;

import java.sql.ResultSet;
import java.sql.SQLException;

/// What a server says of itself and of the connection it is asked through.
record ServerFacts(String version, boolean readOnly, boolean tls) {
    static final String QUESTION = """
            select split_part(current_setting('server_version'), ' ', 1) as version,
                   current_setting('transaction_read_only')::boolean as read_only,
                   coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls
            """;

    static ServerFacts read(ResultSet answer) throws SQLException {
        answer.next();
        return new ServerFacts(answer.getString("version"), answer.getBoolean("read_only"), answer.getBoolean("tls"));
    }
}
