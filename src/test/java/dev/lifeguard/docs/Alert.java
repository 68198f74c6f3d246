package dev.lifeguard.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/// An alerting rule for Prometheus.
record Alert(
        String name,
        String expression,
        String forHowLong,
        String severity,
        String summary,
        String description,
        String runbook) {
    static final String FILE = "helm/lifeguard/files/alerts.yaml";
    static final String TESTS = "src/test/resources/alerts-test.yaml";

    static List<Alert> all() {
        return StreamSupport.stream(read(FILE).at("/groups/0/rules").spliterator(), false)
                .map(Alert::of)
                .toList();
    }

    static JsonNode read(String file) {
        try {
            return new YAMLMapper().readTree(Document.named(file).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Alert of(JsonNode rule) {
        return new Alert(
                rule.path("alert").asText(),
                rule.path("expr").asText().strip(),
                rule.path("for").asText(),
                rule.at("/labels/severity").asText(),
                rule.at("/annotations/summary").asText(),
                rule.at("/annotations/description").asText(),
                rule.at("/annotations/runbook_url").asText());
    }

    /// The page of its `runbook_url`.
    Document page() {
        return Document.named(runbook.replaceFirst("https://[^/]+/", ""));
    }

    PromQl asked() {
        return new PromQl(expression);
    }

    @Override
    public String toString() {
        return name;
    }
}
