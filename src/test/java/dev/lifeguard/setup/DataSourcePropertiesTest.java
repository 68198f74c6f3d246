package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.StandardSocketOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

class DataSourcePropertiesTest {
    private static final String URL = "postgres://someone:word@db.example.com/shop";

    @Test
    void aUrlConfiguresBothDataSources() {
        Map<String, String> properties = Connections.properties(Map.of(Setting.DATABASE_URL, URL));

        Map<String, String> expected = new HashMap<>();
        expected.putAll(expected("quarkus.datasource", "10", "15"));
        expected.putAll(expected("quarkus.datasource.\"ops\"", "2", "2"));
        expected.put(
                "quarkus.datasource.jdbc.additional-jdbc-properties.\"firstStatement\"",
                "set statement_timeout = 10000");
        expected.put("quarkus.datasource.\"ops\".jdbc.new-connection-sql", "set statement_timeout = 2000");
        assertThat(properties).containsAllEntriesOf(expected);
        assertThat(properties.keySet())
                .containsAll(expected.keySet())
                .hasSize(expected.size() + 2)
                .contains(
                        "quarkus.datasource.jdbc.additional-jdbc-properties.\"ApplicationName\"",
                        "quarkus.datasource.\"ops\".jdbc.additional-jdbc-properties.\"ApplicationName\"");
    }

    private static Map<String, String> expected(String prefix, String connect, String silence) {
        String option = prefix + ".jdbc.additional-jdbc-properties.";
        return Map.ofEntries(
                Map.entry(prefix + ".jdbc.url", "jdbc:postgresql://db.example.com:5432/shop"),
                Map.entry(prefix + ".username", "someone"),
                Map.entry(prefix + ".password", "word"),
                Map.entry(option + "\"sslmode\"", "require"),
                Map.entry(option + "\"connectTimeout\"", connect),
                Map.entry(option + "\"loginTimeout\"", connect),
                Map.entry(option + "\"socketTimeout\"", silence),
                Map.entry(option + "\"assumeMinServerVersion\"", "14"),
                Map.entry(option + "\"tcpKeepAlive\"", "true"),
                Map.entry(option + "\"socketFactory\"", KeepAliveSockets.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not-a-url", "postgres://db.example.com/nobody"})
    void withoutAValidUrlNoDataSourceIsConfigured(String url) {
        assertThat(Connections.properties(Map.of(Setting.DATABASE_URL, url))).isEmpty();
    }

    @Test
    void aUrlWithoutAPasswordGivesNone() {
        assertThat(Connections.properties(Map.of(Setting.DATABASE_URL, "postgres://someone@db.example.com/shop")))
                .doesNotContainKey("quarkus.datasource.password");
    }

    @ParameterizedTest
    @CsvSource({"10ms, 10, 6", "1500ms, 1500, 7", "5m, 300000, 305", "1h, 3600000, 3605"})
    void theStatementTimeoutIsSetInMillisecondsAndTheSocketTimeoutIsLonger(
            String given, String expected, String silence) {
        Connections pool =
                Connections.ofThePool(Map.of(Setting.DATABASE_URL, URL, Setting.DB_STATEMENT_TIMEOUT, given));

        assertThat(pool.firstStatement()).isEqualTo("set statement_timeout = " + expected);
        assertThat(pool.option("socketTimeout")).isEqualTo(silence);
    }

    @Test
    void timeLimitsInTheUrlOverrideTheSettings() {
        Connections pool = Connections.ofThePool(URL + "?connect_timeout=3&socketTimeout=4&loginTimeout=5");

        assertThat(pool.option("connectTimeout")).isEqualTo("3");
        assertThat(pool.option("socketTimeout")).isEqualTo("4");
        assertThat(pool.option("loginTimeout")).isEqualTo("5");
    }

    @Test
    void theUrlCannotOverrideTheNameAndTheSocket() {
        Connections pool = Connections.ofThePool(
                URL + "?application_name=x&ApplicationName=y&socketFactory=z.Z&tcpKeepAlive=false");

        assertThat(pool.option("ApplicationName")).startsWith("lifeguard/");
        assertThat(pool.option("socketFactory")).isEqualTo(KeepAliveSockets.class.getName());
        assertThat(pool.option("tcpKeepAlive")).isEqualTo("true");
        assertThat(pool.properties().keySet()).noneMatch(key -> key.contains("application_name"));
    }

    @ParameterizedTest
    @CsvSource({
        "lifeguard,     shop-7d4b9c-x2x9k, lifeguard/shop-7d4b9c-x2x9k",
        "lifeguard-ops, shop-7d4b9c-x2x9k, lifeguard-ops/shop-7d4b9c-x2x9k",
        "lifeguard,     pöd one,           lifeguard/p?d?one",
    })
    void aConnectionIsNamedByServiceAndPod(String service, String pod, String name) {
        assertThat(DataSourceProperties.applicationName(service, pod)).isEqualTo(name);
    }

    @Test
    void theEndOfALongPodNameIsKept() {
        String pod = "a-release-with-a-very-long-name-in-front-of-the-service-7d4b9c8f6d-x2x9k";

        assertThat(DataSourceProperties.applicationName("lifeguard", pod))
                .hasSize(63)
                .startsWith("lifeguard/")
                .endsWith("-7d4b9c8f6d-x2x9k");
    }

    @Test
    void aRealConnectionHasTheNameAndTheTimeout() throws SQLException {
        Map<Setting, String> given = Map.of(Setting.DATABASE_URL, url(), Setting.DB_STATEMENT_TIMEOUT, "5m");
        try (Connection pool = Connections.ofThePool(given).open();
                Connection watch = Connections.ofTheMonitor(given).open()) {
            assertThat(Connections.query(pool, "show statement_timeout")).isEqualTo("5min");
            assertThat(Connections.query(watch, "show statement_timeout")).isEqualTo("2s");
            assertThat(Connections.query(pool, "show application_name")).startsWith("lifeguard/");
            assertThat(Connections.query(watch, "show application_name")).startsWith("lifeguard-ops/");
        }
    }

    @Test
    void theServerCancelsAStatementThatTakesTooLong() throws SQLException {
        try (Connection connection = Connections.ofThePool(
                        Map.of(Setting.DATABASE_URL, url(), Setting.DB_STATEMENT_TIMEOUT, "50ms"))
                .open()) {
            assertThatThrownBy(() -> Connections.query(connection, "select pg_sleep(20)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    void aLostServerIsNoticed() throws Exception {
        try (Connection connection = Connections.ofThePool(url()).open()) {
            Socket socket = socket(connection);

            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(5);
        }
    }

    /// The driver has no API for its socket.
    private static Socket socket(Connection connection) throws ReflectiveOperationException, SQLException {
        var field = QueryExecutorBase.class.getDeclaredField("pgStream");
        field.setAccessible(true);
        return ((PGStream) field.get(connection.unwrap(PgConnection.class).getQueryExecutor())).getSocket();
    }

    private static String url() {
        return System.getProperty("database.url");
    }
}
