package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.fixture.Certificate;
import dev.lifeguard.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One server has TLS with a self-signed certificate; the other, which the whole run shares, has no TLS.
class TlsTest {
    private static final String ENCRYPTED = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

    private static PostgresServer withTls;
    private static String withoutTls;

    @BeforeAll
    static void start() throws Exception {
        withoutTls = System.getProperty("database.url");
        withTls = PostgresServer.start();
        Certificate.make().writeTo(withTls.data());
        withTls.with("ssl", "on").restart();
    }

    @AfterAll
    static void stop() {
        withTls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?sslmode=require", "?sslmode=prefer", ""})
    void aConnectionIsEncryptedIfTheServerSupportsTls(String options) throws SQLException {
        try (Connection connection =
                Connections.ofThePool(withTls.url() + options).open()) {
            assertThat(Connections.query(connection, ENCRYPTED)).isEqualTo("t");
        }
    }

    @Test
    void requireRefusesAServerWithoutTls() {
        assertThatThrownBy(() ->
                        Connections.ofThePool(withoutTls + "?sslmode=require").open())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("does not support SSL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?sslmode=prefer", ""})
    void preferTheDefaultForALoopbackHostFallsBackToNoTls(String options) throws SQLException {
        try (Connection connection = Connections.ofThePool(withoutTls + options).open()) {
            assertThat(Connections.query(connection, ENCRYPTED)).isEqualTo("f");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?sslmode=verify-full", "?ssl=true"})
    void verificationRefusesASelfSignedCertificate(String options) {
        String certificate = "&sslrootcert=" + withTls.data().resolve("no-such-root.crt");

        assertThatThrownBy(() -> Connections.ofThePool(withTls.url() + options + certificate)
                        .open())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no-such-root.crt");
    }

    @Test
    void verificationAcceptsATrustedCertificate() throws SQLException {
        String root = "?sslmode=verify-full&sslrootcert=" + withTls.data().resolve("server.crt");

        try (Connection connection = Connections.ofThePool(withTls.url() + root).open()) {
            assertThat(Connections.query(connection, ENCRYPTED)).isEqualTo("t");
        }
    }
}
