package dev.lifeguard.dashboards;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// A separate database with the service's empty tables, on the server that all tests share. Dropped
/// when it is closed.
final class TestDatabase implements AutoCloseable {
    private final String name;
    private final URI server = URI.create(System.getProperty("database.url"));

    TestDatabase(String name) throws SQLException {
        this.name = name;
        executeOnServer("drop database if exists " + name + " with (force)");
        executeOnServer("create database " + name);
        Flyway.configure()
                .dataSource(url(name), login()[0], login()[1])
                .locations("classpath:db/migration")
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
        executeOnServer("drop database " + name + " with (force)");
    }

    private void executeOnServer(String sql) throws SQLException {
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
