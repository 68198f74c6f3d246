package dev.lifeguard.customers;

import static dev.lifeguard.fixture.Editor.customer;
import static dev.lifeguard.fixture.Editor.withJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.connections.DirectConnection;
import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Token;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Creates one customer under one key, and reads the database directly.
abstract class KeyedRequests {
    static final String CUSTOMERS = "/api/customers";
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    DirectConnection databaseAccess;

    final String key = UUID.randomUUID().toString();
    final JsonObject content = customer();
    Connection direct;

    @BeforeEach
    void connect() throws SQLException {
        direct = databaseAccess.source("test", Duration.ZERO).getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        direct.close();
    }

    Response post() {
        return withJson(content).header("Idempotency-Key", key).post(CUSTOMERS);
    }

    CompletableFuture<HttpResponse<String>> postLater() {
        HttpRequest request = HttpRequest.newBuilder(Operator.address(CUSTOMERS))
                .header("Authorization", Token.bearer("editor"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(content.encode()))
                .timeout(PATIENCE)
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    static void assertSame(Response again, Response first) {
        assertThat(again.statusCode()).isEqualTo(201).isEqualTo(first.statusCode());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    long rows() throws SQLException {
        return countOf("select count(*) from customers where email = ?", content.getString("email"));
    }

    long countOf(String sql, String value) throws SQLException {
        try (PreparedStatement statement = direct.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }
}
