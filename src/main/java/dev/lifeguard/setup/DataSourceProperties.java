package dev.lifeguard.setup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What `DATABASE_URL` and the time limits mean for the two data sources: the pool that serves requests, and
/// `ops`, which watches the database from beside it and gives up sooner.
final class DataSourceProperties {
    private static final String OPS = "quarkus.datasource.\"ops\"";
    private static final int NAME_BYTES = 63;

    /// What the watch grants the database before it calls it unreachable.
    private static final Duration OPS_PATIENCE = Duration.ofSeconds(2);

    /// What the network may add to the longest statement before a silent connection counts as lost.
    private static final Duration NETWORK_MARGIN = Duration.ofSeconds(5);

    private DataSourceProperties() {}

    static Map<String, String> of(Settings settings) {
        Optional<DatabaseUrl> url = settings.given(Setting.DATABASE_URL)
                .filter(text -> DatabaseUrl.complaint(text).isEmpty())
                .map(DatabaseUrl::parse);
        Map<String, String> properties = new HashMap<>();
        url.ifPresent(database -> {
            Duration connect = duration(settings, Setting.DB_CONNECT_TIMEOUT);
            Duration statement = duration(settings, Setting.DB_STATEMENT_TIMEOUT);
            Map<String, String> options = driverOptions(database, "lifeguard", connect, statement.plus(NETWORK_MARGIN));
            options.put("firstStatement", limit(statement));
            properties.putAll(dataSource("quarkus.datasource", database, options));
            properties.putAll(
                    dataSource(OPS, database, driverOptions(database, "lifeguard-ops", OPS_PATIENCE, OPS_PATIENCE)));
            properties.put(OPS + ".jdbc.new-connection-sql", limit(OPS_PATIENCE));
        });
        return properties;
    }

    /// The options that every connection is opened with; those in the URL come first, but for the name and the
    /// socket, which the pool needs to recognise and keep alive its own.
    private static Map<String, String> driverOptions(
            DatabaseUrl database, String service, Duration connect, Duration silence) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connectTimeout", seconds(connect));
        options.put("loginTimeout", seconds(connect));
        options.put("socketTimeout", seconds(silence));
        options.put("assumeMinServerVersion", "14");
        options.putAll(database.options());
        options.put("ApplicationName", applicationName(service, podName()));
        options.put("tcpKeepAlive", "true");
        KeepAliveSockets.nameForTheDriver().ifPresent(name -> options.put("socketFactory", name));
        return options;
    }

    /// What the server is told to cancel, and when. It is told by a statement and not by an option of the
    /// connection, because PgBouncer refuses that option; and in milliseconds, as PostgreSQL counts them. The
    /// pool's driver says it itself, while it opens several connections at once; for `ops` Agroal does.
    private static String limit(Duration statement) {
        return "set statement_timeout = " + statement.toMillis();
    }

    private static Map<String, String> dataSource(String prefix, DatabaseUrl database, Map<String, String> options) {
        Map<String, String> properties = new HashMap<>();
        properties.put(prefix + ".jdbc.url", database.jdbcUrl());
        properties.put(prefix + ".username", database.user());
        if (!database.password().isEmpty()) {
            properties.put(prefix + ".password", database.password());
        }
        options.forEach(
                (name, value) -> properties.put(prefix + ".jdbc.additional-jdbc-properties.\"" + name + "\"", value));
        return properties;
    }

    private static Duration duration(Settings settings, Setting setting) {
        return settings.value(setting)
                .filter(value -> setting.complaint(value).isEmpty())
                .or(setting::fallback)
                .map(SettingRule::parseDuration)
                .orElseThrow();
    }

    /// The driver counts in whole seconds, and takes 0 for "for ever".
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /// How the server's `pg_stat_activity` tells pods apart. It keeps 63 bytes.
    /// Of a longer name the end is what tells pods of one deployment apart, so that stays.
    static String applicationName(String service, String pod) {
        int room = NAME_BYTES - service.length() - 1;
        String name = pod.replaceAll("[^\\x21-\\x7e]", "?");
        return service + "/" + name.substring(Math.max(0, name.length() - room));
    }

    private static String podName() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(() -> {
                    try {
                        return InetAddress.getLocalHost().getHostName();
                    } catch (UnknownHostException e) {
                        return "local";
                    }
                });
    }
}
