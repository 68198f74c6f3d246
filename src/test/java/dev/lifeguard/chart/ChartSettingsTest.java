package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lifeguard.setup.Setting;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The settings in the chart equal those of the service. `-Dupdate-docs` rewrites them.
class ChartSettingsTest {
    private static final String REMEDY = "./mvnw test -Dtest=ChartSettingsTest -Dupdate-docs brings it up to date";
    private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
    private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");

    @Test
    void everySettingIsAValueWithItsDefault() {
        String values = Chart.read(VALUES);
        String expected = ChartSettings.replacedIn(values);

        assertThat(Chart.kept(VALUES, expected)).as(REMEDY).isEqualTo(expected);
    }

    @Test
    void theSchemaKnowsWhatEachSettingTakes() {
        ObjectNode expected = (ObjectNode) Rendering.yaml(Chart.read(SCHEMA));
        ((ObjectNode) expected.path("$defs")).set("settings", ChartSettings.schema());

        assertThat(Chart.kept(SCHEMA, ChartSettings.json(expected))).as(REMEDY).isEqualTo(ChartSettings.json(expected));
    }

    @Test
    void theServiceGetsEverySettingWithAValue() {
        Map<String, String> expected = new TreeMap<>();
        ChartSettings.all()
                .forEach(setting -> setting.fallback().ifPresent(value -> expected.put(setting.name(), value)));

        assertThat(data(Chart.minimal())).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void theServiceGetsTheValuesThatAreSet() {
        Chart chart = Chart.minimal().with("""
                database: {connectionBudget: 5000}
                settings:
                  CORS_ORIGINS: https://app.example.com,https://other.example.com
                  DB_POOL_MAX_WAITING: 100000
                  DB_POOL_MAX_CONNECTIONS: 1000
                  DB_POOL_AUTOSIZE: "on"
                  DB_POOL_AUTOSIZE_MAX: 1000
                  HTTP_PORT: 9090
                """);

        assertThat(data(chart))
                .containsEntry("CORS_ORIGINS", "https://app.example.com,https://other.example.com")
                .containsEntry("DB_POOL_MAX_WAITING", "100000")
                .containsEntry("DB_POOL_MAX_CONNECTIONS", "1000")
                .containsEntry("DB_POOL_AUTOSIZE", "on")
                .containsEntry("DB_POOL_AUTOSIZE_MAX", "1000")
                .containsEntry("HTTP_PORT", "9090");
        assertThat(chart.render().container().at("/ports/0/containerPort").asInt())
                .isEqualTo(9090);
    }

    @Test
    void secretsComeFromSecretsOnly() {
        assertThat(data(Chart.minimal())).doesNotContainKeys(names());
        assertThat(Chart.minimal().render().variable("DATABASE_URL").at("/valueFrom/secretKeyRef"))
                .isEqualTo(Rendering.yaml("{name: db, key: DATABASE_URL}"));
        assertThat(Chart.minimal().render().variable("AUTH_SECRET").at("/valueFrom/secretKeyRef"))
                .isEqualTo(Rendering.yaml("{name: keys, key: AUTH_SECRET}"));
    }

    private static String[] names() {
        return ChartSettings.SECRET.stream().map(Setting::name).toArray(String[]::new);
    }

    private static Map<String, String> data(Chart chart) {
        Map<String, String> data = new TreeMap<>();
        JsonNode map = chart.render().one("ConfigMap", "lifeguard").path("data");
        map.forEachEntry((name, value) -> {
            assertThat(value.isTextual()).as(name).isTrue();
            data.put(name, value.asText());
        });
        return data;
    }
}
