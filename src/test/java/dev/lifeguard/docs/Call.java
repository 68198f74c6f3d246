package dev.lifeguard.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.docs.ApiDescription.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A `curl` request to the service in a document.
record Call(Command curl, String method, String path, List<String> parameters, List<JsonNode> body) {
    private static final String SERVICE = "http://localhost:8080";

    static Call of(Command curl) {
        String[] address = curl.with(SERVICE).stream().findFirst().orElseThrow().split("\\?", 2);
        List<JsonNode> body = curl.after("-d").stream().map(Call::json).toList();
        String method = curl.after("-X").stream().findFirst().orElse(body.isEmpty() ? "GET" : "POST");
        return new Call(curl, method, address[0], address.length == 1 ? List.of() : names(address[1]), body);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> names(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=")[0])
                .toList();
    }

    Optional<Operation> operation() {
        return ApiDescription.operation(method, path);
    }

    boolean hasAToken() {
        return curl.after("-H").stream().anyMatch(header -> header.startsWith("Authorization: Bearer $"));
    }

    @Override
    public String toString() {
        return curl.toString();
    }
}
