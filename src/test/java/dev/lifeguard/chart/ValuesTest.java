package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Values, templates and schema have the same fields.
class ValuesTest {
    private static final Pattern USE = Pattern.compile("\\.Values((?:\\.[A-Za-z_]+)+)");

    /// Types of Kubernetes, passed on unchanged and checked there.
    private static final Set<String> HANDED_ON = Set.of(
            "/properties/global",
            "/properties/affinity/properties/nodeAffinity",
            "/properties/affinity/properties/podAffinity",
            "/properties/affinity/properties/podAntiAffinity",
            "/properties/autoscaling/properties/extraMetrics/items");

    private static final JsonNode VALUES = Rendering.yaml(Chart.read(Chart.FOLDER.resolve("values.yaml")));
    private static final JsonNode SCHEMA = Rendering.yaml(Chart.read(Chart.FOLDER.resolve("values.schema.json")));
    private static final String TEMPLATES = templates();

    @Test
    void everyValueOfATemplateExists() {
        assertThat(used()).isNotEmpty().allMatch(path -> !VALUES.at(path).isMissingNode());
    }

    @Test
    void everyValueIsUsedByATemplate() {
        Set<String> used = used();

        assertThat(leaves("", VALUES, SCHEMA))
                .hasSizeGreaterThan(100)
                .filteredOn(leaf -> !used.contains(leaf))
                .filteredOn(leaf -> ancestors(leaf).noneMatch(used::contains) || !named(leaf))
                .isEmpty();
    }

    @Test
    void valuesAndSchemaHaveTheSameFields() {
        assertThat(schemaLeaves("", SCHEMA))
                .filteredOn(path -> !path.equals("/global"))
                .containsExactlyInAnyOrderElementsOf(leaves("", VALUES, SCHEMA));
    }

    @Test
    void theSchemaRefusesUnknownFields() {
        assertThat(openObjects("", SCHEMA)).containsExactlyInAnyOrderElementsOf(HANDED_ON);
    }

    private static Set<String> used() {
        return USE.matcher(TEMPLATES)
                .results()
                .map(use -> use.group(1).replace('.', '/'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Whether a template that uses a part of the values names this leaf, or iterates over all.
    private static boolean named(String leaf) {
        String name = leaf.substring(leaf.lastIndexOf('/') + 1);
        return TEMPLATES.contains("." + name) || TEMPLATES.contains('"' + name + '"') || leaf.startsWith("/settings/");
    }

    private static Stream<String> ancestors(String path) {
        return Stream.iterate(path, part -> !part.isEmpty(), part -> part.substring(0, part.lastIndexOf('/')));
    }

    /// The paths of values, down to the types of Kubernetes.
    private static List<String> leaves(String path, JsonNode value, JsonNode schema) {
        if (isLeaf(path, schema)) {
            return List.of(path);
        }
        return value.propertyStream()
                .flatMap(property -> leaves(
                        path + "/" + property.getKey(),
                        property.getValue(),
                        resolved(schema).path("properties").path(property.getKey()))
                        .stream())
                .toList();
    }

    private static List<String> schemaLeaves(String path, JsonNode schema) {
        if (isLeaf(path, schema)) {
            return List.of(path);
        }
        return resolved(schema)
                .path("properties")
                .propertyStream()
                .flatMap(property -> schemaLeaves(path + "/" + property.getKey(), property.getValue()).stream())
                .toList();
    }

    private static boolean isLeaf(String path, JsonNode schema) {
        return !resolved(schema).has("properties")
                || path.endsWith("/resources")
                || path.equals("/affinity")
                || path.matches("/probes/[a-z]+");
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static List<String> openObjects(String path, JsonNode schema) {
        boolean open = schema.path("type").asText().equals("object") && !schema.has("additionalProperties");
        Stream<String> below = schema.isObject()
                ? schema.propertyStream()
                        .flatMap(property -> openObjects(path + "/" + property.getKey(), property.getValue()).stream())
                : Stream.of();
        return Stream.concat(open ? Stream.of(path) : Stream.of(), below).toList();
    }

    private static String templates() {
        try (Stream<Path> files = Files.walk(Chart.FOLDER.resolve("templates"))) {
            return files.filter(Files::isRegularFile).map(Chart::read).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
