package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents show of the chart is true.
class HowToTest {
    private static final String DEPLOY = "docs/how-to/deploy-on-kubernetes.md";
    private static final String PGBOUNCER = "docs/how-to/behind-pgbouncer.md";

    private static final Pattern VALUES = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REFUSED = Pattern.compile("```yaml\n([^`]*)```\n+```text\n(The fleet [^`]*)\n```");
    private static final Pattern INI = Pattern.compile("```ini\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PRESET =
            Pattern.compile("\\| `values-(\\w+)\\.yaml` \\| ([\\d to]+) \\| (\\d+) to (\\d+) \\| (\\d+) \\|");
    private static final Pattern VALUE = Pattern.compile(
            "`((?:tests|rollout|native|database|networkPolicy|pgbouncer(?!\\.ini)|tmp|cloudnativepg|autoscaling)\\.[A-Za-z.]+)`");

    @ParameterizedTest
    @MethodSource("values")
    void documentedValuesRender(String values) {
        Rendering rendering = Chart.bare().with(values).render();

        rendering.documents().forEach(Strict::check);
    }

    @Test
    void theDocumentedRefusalIsTheRealOne() {
        List<String[]> shown = REFUSED.matcher(text(DEPLOY))
                .results()
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList();

        assertThat(shown).hasSize(1);
        assertThat(Chart.bare().with(shown.getFirst()[0]).refusal()).contains(shown.getFirst()[1]);
    }

    @Test
    void theTableOfPresetsIsRight() {
        List<String> rows = PRESET.matcher(text(DEPLOY))
                .results()
                .map(row -> {
                    String preset = row.group(1);
                    int most = Integer.parseInt(row.group(5));
                    assertThat(Chart.preset(preset).with(budget(most)).text()).isNotEmpty();
                    assertThat(Chart.preset(preset).with(budget(most - 1)).refusal())
                            .contains("= " + most + ",");
                    assertThat(settings(preset))
                            .contains("DB_POOL_MIN_CONNECTIONS: \"%s\"".formatted(row.group(3)))
                            .contains("DB_POOL_MAX_CONNECTIONS: \"%s\"".formatted(row.group(4)));
                    return preset;
                })
                .toList();

        assertThat(rows).containsExactly("dev", "staging", "production");
    }

    @Test
    void theDocumentedSettingsOfPgBouncerAreThoseOfTheChart() {
        String given = SwitchesTest.Switch.PGBOUNCER.chart().text();

        assertThat(INI.matcher(text(PGBOUNCER))
                        .results()
                        .flatMap(block -> block.group(1).lines()))
                .hasSize(4)
                .allMatch(given::contains);
    }

    @Test
    void everyNamedValueExists() {
        Path values = Chart.FOLDER.resolve("values.yaml");
        assertThat(Stream.of(DEPLOY, PGBOUNCER)
                        .flatMap(page -> VALUE.matcher(text(page)).results())
                        .map(found -> "/" + found.group(1).replace('.', '/')))
                .isNotEmpty()
                .allMatch(path -> !Rendering.yaml(Chart.read(values)).at(path).isMissingNode());
    }

    private static Stream<String> values() {
        return Stream.of(DEPLOY, PGBOUNCER)
                .map(HowToTest::text)
                .flatMap(text -> VALUES.matcher(text).results())
                .map(block -> block.group(1))
                .filter(values -> !REFUSED.matcher(text(DEPLOY))
                        .results()
                        .anyMatch(it -> it.group(1).equals(values)));
    }

    private static String budget(int connections) {
        return "database: {connectionBudget: %d}".formatted(connections);
    }

    private static String settings(String preset) {
        return Chart.preset(preset).text();
    }

    private static String text(String page) {
        return Chart.read(Chart.inRepository(page));
    }
}
