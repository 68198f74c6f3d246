package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {
    /// Without the content of separate files: MonitoringTest compares those.
    private static final Pattern OF_OTHER_FILES =
            Pattern.compile("(?s).*\n(kind: PrometheusRule|  lifeguard\\.json: ).*");

    private static final Pattern SOURCE = Pattern.compile("# Source: lifeguard/(templates/\\S+)\n");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "production"})
    void aPresetRendersAsItDidBefore(String preset) {
        String rendered = Arrays.stream(Chart.preset(preset).text().split("(?m)^---\n", -1))
                .filter(document -> SOURCE.matcher(document).find())
                .filter(document -> !OF_OTHER_FILES.matcher(document).matches())
                .sorted()
                .collect(Collectors.joining("---\n"));
        Path golden = Chart.inRepository("src/test/resources/chart/%s.yaml".formatted(preset));

        assertThat(Chart.kept(golden, rendered))
                .as("%s; -Dupdate-docs brings it up to date", golden)
                .isEqualTo(rendered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "production"})
    void kubernetesWouldAcceptAPreset(String preset) {
        Rendering rendering = Chart.preset(preset).render();

        rendering.documents().forEach(Strict::check);
        new Rules(rendering).check();
    }

    @ParameterizedTest
    @CsvSource({"dev, 2, 10", "staging, 5, 20", "production, 8, 24"})
    void thePoolHasTheDocumentedSize(String preset, String least, String most) {
        JsonNode settings =
                Chart.preset(preset).render().one("ConfigMap", "lifeguard").path("data");

        assertThat(settings.path("DB_POOL_MIN_CONNECTIONS").asText()).isEqualTo(least);
        assertThat(settings.path("DB_POOL_MAX_CONNECTIONS").asText()).isEqualTo(most);
    }
}
