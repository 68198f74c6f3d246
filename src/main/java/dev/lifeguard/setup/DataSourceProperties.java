package dev.lifeguard.setup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Turns `DATABASE_URL` and the time limits into the properties of the two data sources: the pool that
/// serves requests, and `ops`, which the monitor uses beside the pool, with shorter limits.
final class DataSourceProperties {
    private static final String OPS = "quarkus.datasource.\"ops\"";
    private static final int NAME_BYTES = 63;

    /// How long the monitor waits before it calls the database unreachable.
    private static final Duration OPS_TIMEOUT = Duration.ofSeconds(2);

    /// How much longer than the longest statement a connection may be silent before it counts as lost.
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
            options.put("firstStatement", setTimeout(statement));
            properties.putAll(dataSource("quarkus.datasource", database, options));
            properties.putAll(
                    dataSource(OPS, database, driverOptions(database, "lifeguard-ops", OPS_TIMEOUT, OPS_TIMEOUT)));
            properties.put(OPS + ".jdbc.new-connection-sql", setTimeout(OPS_TIMEOUT));
        });
        return properties;
    }

    /// The driver options of every connection. Options in the URL override the time limits, but not the name
    /// and the socket, by which the pool recognises its connections and keeps them alive.
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

    /// The statement that sets the statement timeout of a session, in milliseconds. PgBouncer refuses the same
    /// as an option of the connection. In the pool, the pool's driver executes it while it opens several
    /// connections at once; for `ops`, Agroal does.
    private static String setTimeout(Duration timeout) {
        return "set statement_timeout = " + timeout.toMillis();
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

    /// The driver takes whole seconds, where 0 means no limit.
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /// The name of a session in `pg_stat_activity`, which tells pods apart. PostgreSQL keeps 63 bytes, so the
    /// beginning of a longer pod name is cut off: the pods of one deployment differ at the end.
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
