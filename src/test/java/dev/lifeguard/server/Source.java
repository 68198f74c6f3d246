package dev.lifeguard.server;

import dev.lifeguard.fixture.PostgresServer;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/// The user, address and application name with which a test connects.
record Source(String user, String password, int port, String database, String applicationName) {
    static final String PASSWORD = "not-a-secret";

    /// The superuser of the server that all tests share.
    static Source shared(String applicationName) {
        URI address = URI.create(System.getProperty("database.url"));
        String[] login = address.getUserInfo().split(":", 2);
        return new Source(
                login[0], login[1], address.getPort(), address.getPath().substring(1), applicationName);
    }

    /// An ordinary role on the test's own server. The test has to create it.
    static Source ordinary(PostgresServer server, String user, String applicationName) {
        return new Source(user, PASSWORD, server.port(), "lifeguard", applicationName);
    }

    Source named(String other) {
        return new Source(user, password, port, database, other);
    }

    Source as(String otherUser) {
        return new Source(otherUser, PASSWORD, port, database, applicationName);
    }

    Source throughPort(int other) {
        return new Source(user, password, other, database, applicationName);
    }

    Source to(String otherDatabase) {
        return new Source(user, password, port, otherDatabase, applicationName);
    }

    /// One session.
    Connection open() throws SQLException {
        Properties options = options();
        options.put("user", user);
        options.put("password", password);
        options.put("socketTimeout", "60");
        return DriverManager.getConnection(url(), options);
    }

    /// One session that has run a statement.
    Connection open(String statement) throws SQLException {
        Connection connection = open();
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
        return connection;
    }

    /// At most two connections, as the service has beside its pool.
    AgroalDataSource ops() throws SQLException {
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        supplier.connectionPoolConfiguration()
                .maxSize(2)
                .acquisitionTimeout(Duration.ofSeconds(2))
                .exceptionSorter(new PostgreSQLExceptionSorter())
                .connectionFactoryConfiguration()
                .jdbcUrl(url())
                .principal(new NamePrincipal(user))
                .credential(new SimplePassword(password));
        options()
                .forEach((name, value) -> supplier.connectionPoolConfiguration()
                        .connectionFactoryConfiguration()
                        .jdbcProperty(name.toString(), value.toString()));
        return AgroalDataSource.from(supplier);
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private Properties options() {
        Properties options = new Properties();
        options.put("ApplicationName", applicationName);
        options.put("connectTimeout", "2");
        options.put("loginTimeout", "2");
        options.put("socketTimeout", "2");
        options.put("assumeMinServerVersion", "14");
        options.put("prepareThreshold", "0");
        return options;
    }
}
