package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgres://", "postgresql://", "jdbc:postgresql://"})
    void threeSpellingsMeanTheSame(String scheme) {
        assertThat(DatabaseUrl.parse(scheme + "someone:word@db.example.com:6432/shop"))
                .isEqualTo(new DatabaseUrl(
                        "db.example.com:6432", "shop", "someone", "word", Map.of("sslmode", "require")));
    }

    @Test
    void aJdbcUrlMayNameUserAndPasswordAsOptions() {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db.example.com/shop?user=some%40one&password=w%26o+rd"))
                .isEqualTo(new DatabaseUrl(
                        "db.example.com:5432", "shop", "some@one", "w&o+rd", Map.of("sslmode", "require")));
    }

    @Test
    void percentEncodingIsDecodedAndAPlusStaysAPlus() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://a%40b%2Fc:d%3Ae%2Bf+g%25@db.example.com/h%2Fi%3Aj%20%C3%A9");

        assertThat(url.user()).isEqualTo("a@b/c");
        assertThat(url.password()).isEqualTo("d:e+f+g%");
        assertThat(url.database()).isEqualTo("h/i:j é");
    }

    @Test
    void aPasswordMayHaveSomeUnencodedCharacters() {
        assertThat(DatabaseUrl.parse("postgres://someone:a:b@c/d@db.example.com/shop")
                        .password())
                .isEqualTo("a:b@c/d");
    }

    @Property
    void anyEncodedUserPasswordAndDatabaseIsRead(
            @ForAll("names") String user, @ForAll("names") String password, @ForAll("names") String database) {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgres://%s:%s@db.example.com/%s".formatted(encoded(user), encoded(password), encoded(database)));

        assertThat(url)
                .isEqualTo(
                        new DatabaseUrl("db.example.com:5432", database, user, password, Map.of("sslmode", "require")));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .all()
                .excludeChars('\0')
                .withChars("@:/?#&=%+ [],$\\")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(name -> StandardCharsets.UTF_8.newEncoder().canEncode(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2001:db8::1]:6432           | [2001:db8::1]:6432                   | require",
                "[2001:db8::1]                | [2001:db8::1]:5432                   | require",
                "one:6432,two,[2001:db8::1]   | one:6432,two:5432,[2001:db8::1]:5432 | require",
                "db.example.com               | db.example.com:5432                  | require",
                "localhost                    | localhost:5432                       | prefer",
                "LocalHost:6432               | LocalHost:6432                       | prefer",
                "127.0.0.1                    | 127.0.0.1:5432                       | prefer",
                "127.8.9.10                   | 127.8.9.10:5432                      | prefer",
                "[::1]:6432                   | [::1]:6432                           | prefer",
                "localhost,127.0.0.1          | localhost:5432,127.0.0.1:5432        | prefer",
                "localhost,db.example.com     | localhost:5432,db.example.com:5432   | require",
                "127.0.0.1.example.com        | 127.0.0.1.example.com:5432           | require",
            })
    void sslIsRequiredUnlessEveryHostIsThisMachine(String given, String hosts, String sslMode) {
        DatabaseUrl url = DatabaseUrl.parse("postgres://someone:word@" + given + "/shop");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://" + hosts + "/shop");
        assertThat(url.options()).isEqualTo(Map.of("sslmode", sslMode));
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=disable,             sslmode,          disable",
        "sslmode=verify-full,         sslmode,          verify-full",
        "ssl=true,                    sslmode,          verify-full",
        "ssl=false,                   sslmode,          require",
        "ssl=true&sslmode=require,    sslmode,          require",
        "application_name=x,          ApplicationName,  x",
        "connect_timeout=3,           connectTimeout,   3",
        "channel_binding=require,     channelBinding,   require",
        "target_session_attrs=any,          targetServerType, any",
        "target_session_attrs=primary,      targetServerType, primary",
        "target_session_attrs=read-write,   targetServerType, primary",
        "target_session_attrs=read-only,    targetServerType, secondary",
        "target_session_attrs=standby,      targetServerType, secondary",
        "target_session_attrs=prefer-standby, targetServerType, preferSecondary",
        "targetServerType=preferPrimary,    targetServerType, preferPrimary",
        "prepareThreshold=0,          prepareThreshold, 0",
        "options=-c%20jit%3Doff,      options,          -c jit=off",
    })
    void optionsGetTheNamesOfTheDriver(String given, String name, String value) {
        assertThat(DatabaseUrl.parse("postgres://someone@db.example.com/shop?" + given)
                        .options())
                .containsEntry(name, value);
    }

    @Test
    void theDatabaseDefaultsToTheNameOfTheUser() {
        assertThat(DatabaseUrl.parse("postgres://someone:word@db.example.com").database())
                .isEqualTo("someone");
        assertThat(DatabaseUrl.parse("postgres://someone:word@db.example.com/").database())
                .isEqualTo("someone");
    }

    @Test
    void theTextOfAUrlHasNoPassword() {
        assertThat(DatabaseUrl.parse("postgres://someone:word@db.example.com/shop?sslkey=secret"))
                .hasToString("postgresql://someone@db.example.com:5432/shop");
    }

    @Test
    void theDriverFindsADatabaseWithAnyName() throws SQLException {
        String name = "a/b:c?d@e#f+g %h&é'";
        DatabaseUrl run = DatabaseUrl.parse(System.getProperty("database.url"));
        DatabaseUrl odd = new DatabaseUrl(run.hosts(), name, run.user(), run.password(), run.options());
        try (Connection connection = connect(run);
                Statement statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\" template template0");
            try {
                assertThat(currentDatabase(odd)).isEqualTo(name);
            } finally {
                statement.execute("drop database \"" + name + "\"");
            }
        }
    }

    private static String currentDatabase(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_database()")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(url.options());
        properties.put("user", url.user());
        properties.put("password", url.password());
        return DriverManager.getConnection(url.jdbcUrl(), properties);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
