package dev.lifeguard.customers.transfer;

import dev.lifeguard.fixture.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/// Sends files to the service, as an editor.
final class Importing {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Importing() {}

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
        HttpRequest request = HttpRequest.newBuilder(address("/api/customers/import" + query))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", Token.bearer(role))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), new JsonObject(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static URI address(String path) {
        return URI.create(ConfigProvider.getConfig().getValue("test.url", String.class) + path);
    }
}
