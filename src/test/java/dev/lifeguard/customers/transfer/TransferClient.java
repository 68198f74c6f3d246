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

/// Sends import files to the service, and receives exports.
final class TransferClient {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TransferClient() {}

    /// The response to an import.
    record ImportResponse(int status, JsonObject body) {
        /// The line, the field and the message of each error.
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

    static ImportResponse importStrict(String file) {
        return send("?mode=strict", "text/csv", "editor", file.getBytes(StandardCharsets.UTF_8));
    }

    static ImportResponse importLenient(String file) {
        return send("?mode=lenient", "text/csv", "editor", file.getBytes(StandardCharsets.UTF_8));
    }

    static ImportResponse send(String query, String type, String role, byte[] file) {
        return send(importRequest(query, type, role)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build());
    }

    /// The response to an import in strict mode, as it was received.
    static HttpResponse<String> importRaw(String file) {
        return exchange(importRequest("?mode=strict", "text/csv", "editor")
                .POST(HttpRequest.BodyPublishers.ofString(file))
                .build());
    }

    private static HttpRequest.Builder importRequest(String query, String type, String role) {
        return HttpRequest.newBuilder(address("/api/customers/import" + query))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", Token.bearer(role))
                .header("Content-Type", type);
    }

    private static ImportResponse send(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        return new ImportResponse(response.statusCode(), new JsonObject(response.body()));
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Sends a file in chunks, as a client does that does not know its length.
    static ImportResponse inChunks(InputStream file) {
        return send(importRequest("?mode=strict", "text/csv", "editor")
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
        return exchange(request.build());
    }

    static URI address(String path) {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path);
    }
}
