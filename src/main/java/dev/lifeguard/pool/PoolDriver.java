package dev.lifeguard.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// PostgreSQL's driver for a pool that asks for one connection at a time: it opens several at once (see
/// [Openings]), each up to and with its first statement. Left to Agroal, that statement would cost each one more
/// round trip, again one after the other.
///
/// Agroal makes it by name, from `quarkus.datasource.jdbc.driver`.
public final class PoolDriver extends Driver {
    /// The option that names the statement; PostgreSQL's own driver does not know it.
    static final String FIRST_STATEMENT = "firstStatement";

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties options) throws SQLException {
        if (options == null || !acceptsURL(url)) {
            return super.connect(url, options);
        }
        Optional<Openings> openings = Openings.of(url, options);
        return openings.isPresent() ? openings.get().next(() -> open(url, options)) : open(url, options);
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
