package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The documents that the chart would send to Kubernetes.
record Rendering(List<JsonNode> documents) {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Rendering of(String text) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return new Rendering(documents.readAll().stream()
                    .filter(Predicate.not(JsonNode::isNull))
                    .filter(Predicate.not(JsonNode::isMissingNode))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    Stream<JsonNode> all(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind));
    }

    JsonNode one(String kind) {
        return one(kind, any -> true);
    }

    JsonNode one(String kind, String name) {
        return one(kind, document -> name(document).equals(name));
    }

    private JsonNode one(String kind, Predicate<JsonNode> which) {
        List<JsonNode> found = all(kind).filter(which).toList();
        assertThat(found).as(kind).hasSize(1);
        return found.getFirst();
    }

    /// The service's own container.
    JsonNode container() {
        return one("Deployment", "lifeguard").at("/spec/template/spec/containers/0");
    }

    /// A variable of the service's own container.
    JsonNode variable(String name) {
        return stream(container().path("env"))
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no variable " + name + " in " + container()));
    }

    /// What all pods are made from.
    Stream<JsonNode> pods() {
        return Stream.concat(all("Deployment").map(deployment -> deployment.at("/spec/template")), all("Pod"));
    }

    static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
