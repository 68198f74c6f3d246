package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Alerts, their tests, and their runbooks.
class AlertsTest {
    private static final List<String> PARTS = List.of("meaning", "impact", "look", "cure");

    static List<Alert> alerts() {
        return Alert.all();
    }

    @Test
    void prometheusAcceptsTheRules() {
        Promtool.approves(
                "", "check", "rules", Document.named(Alert.FILE).file().toString());
    }

    @Test
    void eachFiresOnlyWhenItShould() {
        Promtool.approves(
                "", "test", "rules", Document.named(Alert.TESTS).file().toString());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void eachIsTestedWithSeriesThatFireAndSeriesThatDoNot(Alert alert) {
        assertThat(tests().filter(test -> fires(test, alert))).isNotEmpty();
        assertThat(tests().filter(test -> isAbout(test, alert) && !fires(test, alert)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void eachHasASeverityANumberAndADescription(Alert alert) {
        assertThat(alert.severity()).isIn("warning", "critical");
        assertThat(alert.forHowLong()).matches("\\d+m");
        assertThat(alert.summary()).containsAnyOf("{{ $value", "{{ $labels");
        assertThat(alert.description()).endsWith(".");
        assertThat(alert.name()).startsWith("Lifeguard");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void theRunbookShowsTheRule(Alert alert) {
        alert.page().holdsBetween("alert", Rendered.alert(alert));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void theRunbookHasMeaningImpactLookAndCure(Alert alert) {
        assertThat(alert.page().text()).startsWith("# " + alert.name() + "\n");
        assertThat(alert.page().anchors()).containsSubsequence(PARTS);
    }

    @Test
    void everyRunbookHasAnAlertAndIsListed() throws Exception {
        Document list = Document.named("docs/runbooks/README.md");
        try (Stream<Path> files = Files.list(list.file().resolveSibling(""))) {
            assertThat(files.filter(file -> !file.equals(list.file())))
                    .containsExactlyInAnyOrderElementsOf(
                            alerts().stream().map(alert -> alert.page().file()).toList());
        }
        assertThat(list.text())
                .contains(alerts().stream()
                        .map(alert -> "[%s](%s)"
                                .formatted(alert.name(), alert.page().file().getFileName()))
                        .toList());
    }

    private static Stream<JsonNode> tests() {
        return stream(Alert.read(Alert.TESTS).path("tests"));
    }

    private static boolean isAbout(JsonNode test, Alert alert) {
        return rules(test, alert).findAny().isPresent();
    }

    private static boolean fires(JsonNode test, Alert alert) {
        return rules(test, alert).anyMatch(rule -> !rule.path("exp_alerts").isEmpty());
    }

    private static Stream<JsonNode> rules(JsonNode test, Alert alert) {
        return stream(test.path("alert_rule_test"))
                .filter(rule -> rule.path("alertname").asText().equals(alert.name()));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }
}
