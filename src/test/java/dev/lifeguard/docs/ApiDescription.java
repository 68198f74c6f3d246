package dev.lifeguard.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The API as described in `docs/openapi.yaml`.
final class ApiDescription {
    private static final JsonNode DOCUMENT = read();

    private ApiDescription() {}

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(Document.named("docs/openapi.yaml").text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /// A method of a path.
    record Operation(JsonNode json) {
        boolean takesInItsAddress(String parameter) {
            return stream(json.path("parameters"))
                    .map(ApiDescription::resolved)
                    .anyMatch(it -> it.path("in").asText().equals("query")
                            && it.path("name").asText().equals(parameter));
        }

        boolean takes(JsonNode body) {
            return stream(json.path("requestBody").path("content"))
                    .anyMatch(format -> accepts(format.path("schema"), body));
        }

        boolean needsAToken() {
            return json.has("security");
        }

        /// The names of all fields in its responses.
        Set<String> names() {
            Set<String> names = new HashSet<>();
            collectNames(json.path("responses"), names, new HashSet<>());
            return names;
        }
    }

    static Optional<Operation> operation(String method, String path) {
        return DOCUMENT.path("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .map(Operation::new)
                .findFirst();
    }

    /// Whether a value has the fields of a record of the API.
    static boolean describes(JsonNode value) {
        return stream(DOCUMENT.path("components").path("schemas")).anyMatch(schema -> accepts(schema, value));
    }

    /// The names of all fields in all responses.
    static Set<String> names() {
        Set<String> names = new HashSet<>();
        collectNames(DOCUMENT.path("paths"), names, new HashSet<>());
        return names;
    }

    /// Parts that a document leaves out, `…` or an empty object, match anything.
    private static boolean accepts(JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            return accepts(resolved(schema), value);
        }
        if (schema.has("anyOf")) {
            return stream(schema.path("anyOf")).anyMatch(one -> accepts(one, value));
        }
        if (value.asText().equals("…") || (value.isContainerNode() && value.isEmpty())) {
            return true;
        }
        boolean listed = !schema.has("enum") || stream(schema.path("enum")).anyMatch(value::equals);
        return listed && isOfType(schema.path("type"), value) && acceptsWhatIsIn(schema, value);
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        return type.isArray()
                ? stream(type).anyMatch(one -> isOfType(one, value))
                : switch (type.asText()) {
                    case "object" -> value.isObject();
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "null" -> value.isNull();
                    default -> false;
                };
    }

    private static boolean acceptsWhatIsIn(JsonNode schema, JsonNode value) {
        if (value.isArray()) {
            return stream(value).allMatch(item -> accepts(schema.path("items"), item));
        }
        return stream(schema.path("required")).allMatch(name -> !value.isObject() || value.has(name.asText()))
                && value.properties().stream()
                        .allMatch(field -> accepts(
                                schema.path("properties").path(field.getKey()).isMissingNode()
                                        ? schema.path("additionalProperties")
                                        : schema.path("properties").path(field.getKey()),
                                field.getValue()));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static void collectNames(JsonNode node, Set<String> names, Set<String> seen) {
        names.addAll(node.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
        if (node.has("$ref") && seen.add(node.path("$ref").asText())) {
            collectNames(resolved(node), names, seen);
        }
        node.forEach(child -> collectNames(child, names, seen));
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
