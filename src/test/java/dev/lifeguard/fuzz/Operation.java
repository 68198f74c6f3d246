package dev.lifeguard.fuzz;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An operation of the OpenAPI document.
///
/// @param bodies the accepted bodies, by media type
record Operation(
        String method,
        String path,
        List<Parameter> parameters,
        List<Body> bodies,
        Set<Integer> statuses,
        JsonObject document) {

    /// @param in `path`, `query` or `header`
    record Parameter(String name, String in, JsonObject schema) {}

    record Body(String mediaType, JsonObject schema) {}

    static List<Operation> of(JsonObject document) {
        return document.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .stream()
                                .filter(entry ->
                                        entry.getValue() instanceof JsonObject it && it.containsKey("responses"))
                                .map(entry -> operation(
                                        path.getKey(), entry.getKey(), (JsonObject) entry.getValue(), document)))
                .toList();
    }

    private static Operation operation(String path, String method, JsonObject operation, JsonObject document) {
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                list(operation, "parameters")
                        .map(it -> new Parameter(it.getString("name"), it.getString("in"), it.getJsonObject("schema")))
                        .toList(),
                bodies(operation),
                operation.getJsonObject("responses").fieldNames().stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new)),
                document);
    }

    private static Stream<JsonObject> list(JsonObject of, String field) {
        return Optional.ofNullable(of.getJsonArray(field)).stream()
                .flatMap(array -> array.stream().map(JsonObject.class::cast));
    }

    private static List<Body> bodies(JsonObject operation) {
        List<Body> bodies = new ArrayList<>();
        Optional.ofNullable(operation.getJsonObject("requestBody"))
                .map(body -> body.getJsonObject("content"))
                .ifPresent(content -> content.forEach(entry -> bodies.add(new Body(
                        entry.getKey(), ((JsonObject) entry.getValue()).getJsonObject("schema", new JsonObject())))));
        return bodies;
    }

    boolean isEndless() {
        return path.endsWith("/stream");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
