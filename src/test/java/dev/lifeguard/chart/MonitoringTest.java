package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Alerts and dashboard are rendered as they are in their files.
class MonitoringTest {
    private static final Path ALERTS = Chart.FOLDER.resolve("files/alerts.yaml");
    private static final Path DASHBOARD = Chart.FOLDER.resolve("files/dashboard.json");

    @Test
    void theAlertsEqualTheFileWithTheirPlaceholders() {
        JsonNode rule = SwitchesTest.Switch.MONITORING.chart().render().one("PrometheusRule");

        assertThat(rule.path("spec")).isEqualTo(Rendering.yaml(Chart.read(ALERTS)));
        assertThat(rule.toString()).contains("{{ $");
        assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    }

    @Test
    void theDashboardEqualsTheFile() {
        JsonNode map = SwitchesTest.Switch.MONITORING.chart().render().one("ConfigMap", "lifeguard-dashboard");

        assertThat(Rendering.yaml(map.at("/data/lifeguard.json").asText()))
                .isEqualTo(Rendering.yaml(Chart.read(DASHBOARD)));
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    }

    @Test
    void prometheusScrapesOnlyThisRelease() {
        JsonNode monitor = SwitchesTest.Switch.MONITORING.chart().render().one("ServiceMonitor");

        assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/metrics");
        assertThat(monitor.at("/spec/namespaceSelector/matchNames")).hasToString("[\"shop\"]");
    }
}
