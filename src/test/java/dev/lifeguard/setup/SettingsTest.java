package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Invalid settings. Each secret in them contains [#MARKER], which no message may repeat.
class SettingsTest {
    private static final String MARKER = "pass-word-marker";
    private static final String SECRET = MARKER + "-of-more-than-32-bytes";
    private static final String USER = "someone:" + MARKER + "@";

    static Stream<Arguments> aFaultNamesVariableValueAndValidValues() {
        return Stream.of(
                arguments("DB_POOL_MAX_CONNECTIONS=ten", "has \"ten\": it takes a whole number from 1 to 1000"),
                arguments("DB_POOL_MAX_CONNECTIONS=1.5", "has \"1.5\": it takes a whole number from 1 to 1000"),
                arguments("DB_POOL_MIN_CONNECTIONS=-1", "has \"-1\": it takes a whole number from 0 to 1000"),
                arguments("DB_POOL_MAX_CONNECTIONS=1001", "has \"1001\": it takes a whole number from 1 to 1000"),
                arguments("DB_POOL_MAX_WAITING=99999999999", "has \"99999999999\": it takes a whole number from 0"),
                arguments("DB_POOL_WARN_PERCENT=60%", "has \"60%\": it takes a whole number from 1 to 100"),
                arguments("DB_POOL_CRITICAL_PERCENT=101", "has \"101\": it takes a whole number from 1 to 100"),
                arguments("DB_STATEMENT_TIMEOUT=soon", "has \"soon\": it takes a duration from 10ms to 1h, such as"),
                arguments("DB_STATEMENT_TIMEOUT=10", "has \"10\": it takes a duration from 10ms to 1h, such as"),
                arguments("DB_STATEMENT_TIMEOUT=2h", "has \"2h\": it takes a duration from 10ms to 1h, such as"),
                arguments("DB_CONNECT_TIMEOUT=500ms", "has \"500ms\": it takes a duration from 1s to 5m, such as"),
                arguments("DB_SLOW_QUERY=0s", "has \"0s\": it takes a duration from 1ms to 1h, such as"),
                arguments("DB_POOL_IDLE_TIMEOUT=5 m", "has \"5 m\": it takes a duration from 1s to 24h, such as"),
                arguments("HTTP_PORT=70000", "has \"70000\": it takes a whole number from 0 to 65535"),
                arguments("HTTP_HOST=a b", "has \"a b\": it takes a host name or an IP address, such as"),
                arguments("CORS_ORIGINS=*", "has \"*\": it takes origins separated by commas, such as"),
                arguments("CORS_ORIGINS=https://a.example/x", "has \"https://a.example/x\": it takes origins"),
                arguments("CORS_ORIGINS=https://" + USER + "a.example", "has \"https://…\": it takes origins"),
                arguments("AUTH_ISSUER=two words", "has \"two words\": it takes text without spaces"),
                arguments("AUTH_SECRET=" + MARKER, "has 16 bytes: it takes at least 32 bytes"));
    }

    static Stream<Arguments> badUrls() {
        String unknownMode = "has an unknown sslmode (known: disable, allow, prefer, require, verify-ca, verify-full)";
        String badPort = "has a port that is not a number from 1 to 65535";
        String noHost = "names no host, or a host with invalid characters";
        return Stream.of(
                arguments(USER + "db.example.com/shop", "does not begin with postgres://, postgresql:// or"),
                arguments("mysql://" + USER + "db.example.com/shop", "does not begin with postgres://, postgresql://"),
                arguments("postgres://db.example.com/shop", "names no user"),
                arguments("postgres://:" + MARKER + "@db.example.com/shop", "names no user"),
                arguments("postgres://" + USER + "/shop", noHost),
                arguments("postgres://" + USER + "a b/shop", noHost),
                arguments("postgres://" + USER + "one,,two/shop", noHost),
                arguments("postgres://" + USER + "db.example.com:70000/shop", badPort),
                arguments("postgres://" + USER + "db.example.com:0/shop", badPort),
                arguments("postgres://" + USER + "db.example.com:five/shop", badPort),
                arguments("postgres://" + USER + "db.example.com/shop?sslmode=yes", unknownMode),
                arguments("postgres://" + USER + "db.example.com/shop?sslmode=", unknownMode),
                arguments("postgres://" + USER + "db.example.com/shop?x", "has an option that is not name=value"),
                arguments(
                        "postgres://someone:%zz" + MARKER + "@db.example.com/shop", "has a % in its password without"),
                arguments("postgres://some%one:" + MARKER + "@db.example.com/shop", "has a % in its user name without"),
                arguments("postgres://" + USER + "db.example.com/100%", "has a % in its database name without"),
                arguments("postgres://someone:%00" + MARKER + "@db.example.com/shop", "has a NUL in its password"));
    }

    static Stream<Arguments> badKeysAddresses() {
        return Stream.of(
                arguments("http://issuer.example.com/keys", "has \"http://issuer.example.com/keys\""),
                arguments("http://" + USER + "issuer.example.com/keys", "has \"http://…\""),
                arguments("http://issuer.example.com/keys?key=" + MARKER, "has \"http://…\""),
                arguments("ftp://issuer.example.com/keys", "has \"ftp://issuer.example.com/keys\""),
                arguments("issuer.example.com", "has \"issuer.example.com\""),
                arguments("https:///keys", "has \"https:///keys\""),
                arguments("https://not a host", "has \"https://not a host\""));
    }

    @ParameterizedTest
    @MethodSource
    void aFaultNamesVariableValueAndValidValues(String variable, String complaint) {
        assertThat(faults(true, variable)).singleElement().satisfies(line -> {
            assertThat(line).startsWith(variable.substring(0, variable.indexOf('=')) + " " + complaint);
            assertThat(line).doesNotContain(MARKER);
        });
    }

    @ParameterizedTest
    @MethodSource("badUrls")
    void anInvalidUrlIsRefusedAndNotRepeated(String url, String complaint) {
        assertThat(faults(false, "DATABASE_URL=" + url, "AUTH_SECRET=" + SECRET))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line).startsWith("DATABASE_URL " + complaint);
                    assertThat(line).endsWith(": it takes " + Setting.DATABASE_URL.takes());
                    assertThat(line).doesNotContain(MARKER);
                });
    }

    @ParameterizedTest
    @MethodSource("badKeysAddresses")
    void keysCannotComeFromAnUnprotectedAddress(String address, String complaint) {
        assertThat(faults(false, "AUTH_JWKS_URL=" + address, "AUTH_ISSUER=i", "AUTH_AUDIENCE=a"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line)
                            .isEqualTo("AUTH_JWKS_URL " + complaint
                                    + ": it takes an https:// address (http:// for a loopback host)");
                    assertThat(line).doesNotContain(MARKER);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://issuer.example.com/keys", "http://localhost:8180/keys", "http://[::1]/keys"})
    void keysMayComeFromHttpsOrFromThisMachine(String address) {
        assertThat(faults(false, "AUTH_JWKS_URL=" + address, "AUTH_ISSUER=i", "AUTH_AUDIENCE=a"))
                .isEmpty();
    }

    @Test
    void theMinimumMayNotBeAboveTheMaximum() {
        assertThat(faults(true, "DB_POOL_MIN_CONNECTIONS=11"))
                .containsExactly(
                        "DB_POOL_MIN_CONNECTIONS is 11 and DB_POOL_MAX_CONNECTIONS is 10: it takes at most that");
    }

    @Test
    void theWarningMayNotBeAboveTheStrongOne() {
        assertThat(faults(true, "DB_POOL_WARN_PERCENT=90"))
                .containsExactly(
                        "DB_POOL_WARN_PERCENT is 90 and DB_POOL_CRITICAL_PERCENT is 80: it takes at most that");
    }

    @Test
    void equalBoundsAreValid() {
        assertThat(faults(true, "DB_POOL_MIN_CONNECTIONS=10", "DB_POOL_WARN_PERCENT=80"))
                .isEmpty();
    }

    @Test
    void keysNeedAnIssuerAndAnAudience() {
        assertThat(faults(false, "AUTH_JWKS_URL=https://issuer.example.com/keys"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("AUTH_ISSUER is not set: AUTH_JWKS_URL needs it, it takes"),
                        line -> assertThat(line)
                                .startsWith("AUTH_AUDIENCE is not set: AUTH_JWKS_URL needs it, it takes"));
    }

    @Test
    void aSecretAndKeysExcludeEachOther() {
        assertThat(faults(
                        false,
                        "AUTH_SECRET=" + SECRET,
                        "AUTH_JWKS_URL=https://issuer.example.com/keys",
                        "AUTH_ISSUER=i",
                        "AUTH_AUDIENCE=a"))
                .containsExactly("AUTH_SECRET and AUTH_JWKS_URL are both set: set only the one that signs the tokens");
    }

    @Test
    void anExternalDatabaseNeedsKeysInProduction() {
        assertThat(faults(false, "DATABASE_URL=postgres://" + USER + "db.example.com/shop"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line)
                            .startsWith("AUTH_SECRET and AUTH_JWKS_URL are not set: with DATABASE_URL one of them is"
                                    + " needed, AUTH_SECRET takes at least 32 bytes, AUTH_JWKS_URL an https://");
                    assertThat(line).doesNotContain(MARKER);
                });
    }

    @Test
    void inDevelopmentOrWithoutADatabaseNoKeysAreNeeded() {
        assertThat(faults(true, "DATABASE_URL=postgres://" + USER + "db.example.com/shop"))
                .isEmpty();
        assertThat(faults(false)).isEmpty();
    }

    @Test
    void everyFaultHasALineAtTheFirstStart() {
        List<String> lines = faults(
                false,
                "HTTP_PORT=70000",
                "DB_SLOW_QUERY=" + "x".repeat(200) + "\nHTTP_HOST is fine",
                "DB_POOL_MIN_CONNECTIONS=20",
                "DB_POOL_WARN_PERCENT=many",
                "DB_POOL_CRITICAL_PERCENT=10",
                "AUTH_JWKS_URL=http://issuer.example.com/keys",
                "AUTH_AUDIENCE=a",
                "AUTH_SECRET=" + MARKER,
                "DATABASE_URL=postgres://" + USER + "/shop");

        assertThat(lines)
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactlyInAnyOrder(
                        "DATABASE_URL",
                        "DB_SLOW_QUERY",
                        "DB_POOL_MIN_CONNECTIONS",
                        "DB_POOL_WARN_PERCENT",
                        "HTTP_PORT",
                        "AUTH_JWKS_URL",
                        "AUTH_SECRET",
                        "AUTH_SECRET",
                        "AUTH_ISSUER");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(MARKER, "\n", "x".repeat(81))
                        .contains(": "));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyOrBlankValueCountsAsNotSet(Setting setting) {
        assertThat(faults(false, setting + "=")).isEmpty();
        assertThat(faults(false, setting + "= \t")).isEmpty();
        assertThat(settings(setting + "= ").value(setting)).isEqualTo(setting.fallback());
    }

    @ParameterizedTest
    @EnumSource
    void everyDefaultIsValid(Setting setting) {
        assertThat(setting.fallback().flatMap(setting::complaint)).isEmpty();
    }

    private static List<String> faults(boolean development, String... variables) {
        return settings(variables).faults(development);
    }

    private static Settings settings(String... variables) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        Arrays.stream(variables)
                .map(variable -> variable.split("=", 2))
                .forEach(pair -> given.put(Setting.valueOf(pair[0]), pair[1]));
        return new Settings(setting -> Optional.ofNullable(given.get(setting)));
    }
}
