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

/// Something to look at in an embedded database. Not a migration, so that it can never get into any other.
final class SampleData {
    private static final String SCRIPT = "/db/sample/customers_and_orders.sql";

    private SampleData() {}

    /// Fills empty tables, and leaves others as they are.
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
