package dev.lifeguard.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/// Sample data for the embedded database. It is not a migration, so it can never end up in any other
/// database.
final class SampleData {
    private static final String SCRIPT = "/db/sample/customers_and_orders.sql";

    private SampleData() {}

    /// Fills tables that are empty, and leaves others unchanged.
    static void fill(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script());
            connection.commit();
        }
    }

    private static String script() {
        try (InputStream script = Objects.requireNonNull(SampleData.class.getResourceAsStream(SCRIPT))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
