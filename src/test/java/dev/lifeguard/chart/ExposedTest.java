package dev.lifeguard.chart;

import static dev.lifeguard.chart.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Only what `expose` allows can be reached from outside.
class ExposedTest {
    private static final String BOTH_WAYS = """
            ingress: {enabled: true, hosts: [shop.example.com]}
            httpRoute: {enabled: true, parentRefs: [{name: gateway}]}
            """;

    @Test
    void byDefaultNoPoolNoMetricsAndNoDatabaseHealth() {
        assertThat(byIngress("")).containsExactly("Prefix /api", "Exact /health");
        assertThat(byRoute("")).containsExactly("PathPrefix /api", "Exact /health");
    }

    @Test
    void eachPartSeparately() {
        String nothing = "api: false, health: false";

        assertThat(byIngress("expose: {api: true, health: false}")).containsExactly("Prefix /api");
        assertThat(byIngress("expose: {api: false, health: true}")).containsExactly("Exact /health");
        assertThat(byIngress("expose: {%s, openapi: true}".formatted(nothing))).containsExactly("Exact /q/openapi");
        assertThat(byIngress("expose: {%s, healthDatabase: true}".formatted(nothing)))
                .containsExactly("Prefix /health/db");
        assertThat(byIngress("expose: {%s, pool: true}".formatted(nothing))).containsExactly("Prefix /pool");
        assertThat(byIngress("expose: {%s, metrics: true}".formatted(nothing))).containsExactly("Exact /metrics");
    }

    @Test
    void thePageWithAllItsFiles() throws IOException {
        Path page = Chart.inRepository("src/main/resources/META-INF/resources");
        List<String> files;
        try (Stream<Path> found = Files.list(page)) {
            files = found.map(file -> file.getFileName().toString())
                    .map(name -> "Exact /" + (name.equals("index.html") ? "" : name))
                    .toList();
        }

        assertThat(byIngress("expose: {api: false, health: false, console: true}"))
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void everyHostHasTheSamePaths() {
        JsonNode ingress = Chart.minimal()
                .with("ingress: {enabled: true, hosts: [a.example.com, b.example.com]}")
                .render()
                .one("Ingress");

        assertThat(stream(ingress.at("/spec/rules"))
                        .map(rule -> rule.path("host").asText()))
                .containsExactly("a.example.com", "b.example.com");
        assertThat(stream(ingress.at("/spec/rules"))
                        .map(rule -> rule.path("http"))
                        .distinct())
                .hasSize(1);
    }

    private static List<String> byIngress(String values) {
        JsonNode ingress = Chart.minimal().with(BOTH_WAYS).with(values).render().one("Ingress");
        return stream(ingress.at("/spec/rules/0/http/paths"))
                .map(path ->
                        path.path("pathType").asText() + " " + path.path("path").asText())
                .toList();
    }

    private static List<String> byRoute(String values) {
        JsonNode route = Chart.minimal().with(BOTH_WAYS).with(values).render().one("HTTPRoute");
        return stream(route.at("/spec/rules"))
                .map(rule -> rule.at("/matches/0/path"))
                .map(path ->
                        path.path("type").asText() + " " + path.path("value").asText())
                .toList();
    }
}
