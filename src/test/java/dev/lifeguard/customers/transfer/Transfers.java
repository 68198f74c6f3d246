package dev.lifeguard.customers.transfer;

import dev.lifeguard.fixture.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/// Sends files to the service, and has them sent.
final class Transfers {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Transfers() {}

    /// What the service says to a file.
    record Answer(int status, JsonObject body) {
        /// What is wrong with it: line, field and message of each error.
        List<List<Object>> errors() {
            return body.getJsonArray("errors", new JsonArray()).stream()
                    .map(JsonObject.class::cast)
                    .map(error -> List.of(error.getValue("line"), error.getValue("field"), error.getValue("message")))
                    .toList();
        }

        /// Lines, inserted, updated, unchanged, rejected.
        List<Integer> counts() {
            return List.of(
                    body.getInteger("lines"),
                    body.getInteger("inserted"),
                    body.getInteger("updated"),
                    body.getInteger("unchanged"),
                    body.getInteger("rejected"));
        }
    }

    static Answer strictly(String file) {
        return send("?mode=strict", "text/csv", "editor", file.getBytes(StandardCharsets.UTF_8));
    }

    static Answer leniently(String file) {
        return send("?mode=lenient", "text/csv", "editor", file.getBytes(StandardCharsets.UTF_8));
    }

    static Answer send(String query, String type, String role, byte[] file) {
        return sent(importing(query, type, role)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build());
    }

    /// The answer to a file as it came.
    static HttpResponse<String> answerTo(String file) {
        return received(importing("?mode=strict", "text/csv", "editor")
                .POST(HttpRequest.BodyPublishers.ofString(file))
                .build());
    }

    private static HttpRequest.Builder importing(String query, String type, String role) {
        return HttpRequest.newBuilder(address("/api/customers/import" + query))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", Token.bearer(role))
                .header("Content-Type", type);
    }

    private static Answer sent(HttpRequest request) {
        HttpResponse<String> response = received(request);
        return new Answer(response.statusCode(), new JsonObject(response.body()));
    }

    private static HttpResponse<String> received(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Sends a file in chunks, as one does who does not know how long it will be.
    static Answer inChunks(InputStream file) {
        return sent(importing("?mode=strict", "text/csv", "editor")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> file))
                .build());
    }

    static HttpResponse<String> export(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("/api/customers/export" + query))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", Token.bearer("viewer"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return received(request.build());
    }

    static URI address(String path) {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path);
    }
}
