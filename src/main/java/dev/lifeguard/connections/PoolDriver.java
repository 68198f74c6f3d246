package dev.lifeguard.connections;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// The PostgreSQL driver that Agroal uses. It opens several connections at once (see [ConnectionOpener]) and runs the
/// first statement on each. Agroal itself would run that statement on one connection after the other.
///
/// Agroal creates it by name, from `quarkus.datasource.jdbc.driver`.
public final class PoolDriver extends Driver {
    /// The option that holds the statement; PostgreSQL's own driver does not know it.
    public static final String FIRST_STATEMENT = "firstStatement";

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties options) throws SQLException {
        if (options == null || !acceptsURL(url)) {
            return super.connect(url, options);
        }
        Optional<ConnectionOpener> opener = ConnectionOpener.of(url, options);
        return opener.isPresent() ? opener.get().next(() -> open(url, options)) : open(url, options);
    }

    private Connection open(String url, Properties options) throws SQLException {
        Connection connection = Objects.requireNonNull(super.connect(url, options), "the URL was accepted");
        String first = options.getProperty(FIRST_STATEMENT);
        if (first != null) {
            begin(connection, first);
        }
        return connection;
    }

    private static void begin(Connection connection, String statement) throws SQLException {
        try (Statement first = connection.createStatement()) {
            first.execute(statement);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
