package dev.lifeguard.setup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Opens connections with the properties of [DataSourceProperties], as the pool does, but without a pool.
record Connections(Map<String, String> properties, String prefix) {
    private static final String OPTION = ".jdbc.additional-jdbc-properties.";

    static Connections ofThePool(Map<Setting, String> given) {
        return new Connections(properties(given), "quarkus.datasource");
    }

    static Connections ofThePool(String url) {
        return ofThePool(Map.of(Setting.DATABASE_URL, url));
    }

    static Connections ofTheMonitor(Map<Setting, String> given) {
        return new Connections(properties(given), "quarkus.datasource.\"ops\"");
    }

    static Map<String, String> properties(Map<Setting, String> given) {
        return DataSourceProperties.of(new Settings(setting -> Optional.ofNullable(given.get(setting))));
    }

    String get(String name) {
        return properties.get(prefix + name);
    }

    String option(String name) {
        return get(OPTION + '"' + name + '"');
    }

    /// The first statement of a new connection, which the driver of the pool or Agroal executes.
    String firstStatement() {
        return Optional.ofNullable(option("firstStatement")).orElseGet(() -> get(".jdbc.new-connection-sql"));
    }

    Connection open() throws SQLException {
        Properties driver = new Properties();
        driver.put("user", get(".username"));
        driver.put("password", properties.getOrDefault(prefix + ".password", ""));
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix + OPTION)) {
                driver.put(key.substring((prefix + OPTION).length()).replace("\"", ""), value);
            }
        });
        Connection connection = DriverManager.getConnection(get(".jdbc.url"), driver);
        try (Statement statement = connection.createStatement()) {
            statement.execute(firstStatement());
        }
        return connection;
    }

    /// The single value of a query.
    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
