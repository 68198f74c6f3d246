package dev.lifeguard.dashboards;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// An empty database on the server that all tests share, with the service's tables. Gone at the end.
final class OwnDatabase implements AutoCloseable {
    private final String name;
    private final URI server = URI.create(System.getProperty("database.url"));

    OwnDatabase(String name) throws SQLException {
        this(name, "latest");
    }

    /// @param version that its tables are of
    OwnDatabase(String name, String version) throws SQLException {
        this.name = name;
        onTheServer("drop database if exists " + name + " with (force)");
        onTheServer("create database " + name);
        migrate(version);
    }

    void migrate(String version) {
        Flyway.configure()
                .dataSource(url(name), login()[0], login()[1])
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(name), login()[0], login()[1]);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        onTheServer("drop database " + name + " with (force)");
    }

    private void onTheServer(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(url(server.getPath().substring(1)), login()[0], login()[1]);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String[] login() {
        return server.getUserInfo().split(":", 2);
    }

    private String url(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getPort(), database);
    }
}
