package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A migrated server understands the queries in documents. They are not executed, as some end sessions.
@QuarkusTest
class SqlTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sql\n(.*?)^ *```$");
    private static final URI SERVER = URI.create(System.getProperty("database.url"));

    @Inject
    Gate gate;

    @Test
    void everyQueryIsUnderstood() throws SQLException {
        await().until(gate::isOpen);
        List<String> queries = Document.pages().stream()
                .flatMap(page -> page.find(BLOCK))
                .flatMap(block -> Arrays.stream(block.group(1).split(";")))
                .filter(query -> !query.isBlank())
                .toList();
        assertThat(queries).isNotEmpty();
        try (Connection connection = connect()) {
            for (String query : queries) {
                try (PreparedStatement statement = connection.prepareStatement(query)) {
                    assertThat(statement.getMetaData().getColumnCount())
                            .as(query)
                            .isPositive();
                }
            }
        }
    }

    private static Connection connect() throws SQLException {
        String[] login = SERVER.getUserInfo().split(":", 2);
        String url = "jdbc:postgresql://%s:%d%s".formatted(SERVER.getHost(), SERVER.getPort(), SERVER.getPath());
        return DriverManager.getConnection(url, login[0], login[1]);
    }
}
