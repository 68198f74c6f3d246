package dev.lifeguard.chart;

import static dev.lifeguard.chart.Rendering.stream;
import static dev.lifeguard.chart.SwitchesTest.Switch.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.setup.Setting;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The service's own pod: how it comes, how it is asked, how it goes.
class PodTest {
    @Test
    void itIsAskedWhereItAnswers() {
        JsonNode container = Chart.minimal().render().container();

        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/started");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    }

    @Test
    void itIsNotGivenUpWhileTheDatabaseMayStillComeBack() {
        JsonNode container = Chart.minimal().render().container();

        assertThat(patience(container.path("startupProbe"))).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(patience(container.path("readinessProbe")))
                .isLessThan(duration(Setting.DB_UNREADY_AFTER.fallback().orElseThrow()));
        assertThat(Chart.minimal()
                        .render()
                        .one("Deployment")
                        .at("/spec/progressDeadlineSeconds")
                        .asInt())
                .isGreaterThan((int) patience(container.path("startupProbe")).toSeconds());
    }

    @Test
    void itHasTimeToDrain() {
        JsonNode pod = Chart.minimal().render().one("Deployment").at("/spec/template/spec");
        int preStop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
        Duration drain =
                List.of(Setting.HTTP_DRAIN_DELAY, Setting.HTTP_DRAIN_TIMEOUT, Setting.DB_POOL_ACQUIRE_TIMEOUT).stream()
                        .map(setting -> duration(setting.fallback().orElseThrow()))
                        .reduce(Duration.ofSeconds(preStop), Duration::plus);

        assertThat(preStop).isEqualTo(5);
        assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asInt()))
                .isBetween(drain.plusSeconds(5), drain.plusSeconds(7));
    }

    @Test
    void theTimeToDrainFollowsTheSettings() {
        assertThat(grace("{HTTP_DRAIN_DELAY: 0s, HTTP_DRAIN_TIMEOUT: 1s, DB_POOL_ACQUIRE_TIMEOUT: 10ms}"))
                .isEqualTo(5 + 1 + 6);
        assertThat(grace("{HTTP_DRAIN_DELAY: 1500ms, HTTP_DRAIN_TIMEOUT: 2m, DB_POOL_ACQUIRE_TIMEOUT: 1m}"))
                .isEqualTo(5 + 2 + 120 + 60 + 5);
    }

    @Test
    void theServiceIsReplacedWhenItsSettingsChangeAndNotWhenOnlyTheChartDoes() {
        assertThat(annotations(Chart.minimal()))
                .isEqualTo(annotations(Chart.minimal().with("replicas: 3")));
        assertThat(annotations(Chart.minimal()))
                .isNotEqualTo(annotations(Chart.minimal().with("settings: {DB_SLOW_QUERY: 1s}")));
        assertThat(Chart.minimal()
                        .render()
                        .one("Deployment")
                        .at("/spec/template/metadata/labels")
                        .toString())
                .doesNotContain("helm.sh/chart");
    }

    @Test
    void anyReleaseNameGivesNamesThatFit() {
        Rendering rendering = Chart.minimal()
                .with(SwitchesTest.Switch.PGBOUNCER.given())
                .releasedAs("a-very-long-name-of-a-release-that-is-just-at-the-end")
                .render();

        assertThat(rendering.documents()).map(Rendering::name).allMatch(name -> name.length() <= 63);
        rendering.documents().forEach(Strict::check);
    }

    @Test
    void theJvmReadsItsOptionsFromTheEnvironment() {
        Rendering jvm = Chart.minimal().render();

        assertThat(jvm.variable("JAVA_TOOL_OPTIONS").path("value").asText())
                .isEqualTo("-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError");
        assertThat(jvm.container().has("args")).isFalse();
    }

    /// With one of the JVM's own it would end at once.
    @Test
    void theBinaryIsGivenItsOptionsAsArguments() {
        JsonNode container = NATIVE.chart().render().container();

        assertThat(stream(container.path("args")).map(JsonNode::asText))
                .containsExactly("-XX:MaximumHeapSizePercent=60", "-XX:+ExitOnOutOfMemoryError");
        assertThat(container.path("env").toString()).doesNotContain("JAVA_TOOL_OPTIONS");
        assertThat(Chart.minimal()
                        .with("image: {kind: native}\nnative: {args: ['-XX:MaxRAMPercentage=60']}")
                        .refusal())
                .contains("/native/args/0");
    }

    @Test
    void theBinaryTakesTheImagesOptionsWhenItIsGivenNone() {
        assertThat(SwitchesTest.Switch.NATIVE_WITH_ITS_OWN_OPTIONS
                        .chart()
                        .render()
                        .container()
                        .has("args"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "memory"})
    void theBinaryRequestsLess(String resource) {
        assertThat(requested(NATIVE.chart(), resource)).isLessThan(requested(Chart.minimal(), resource));
    }

    @Test
    void theServersCertificateIsWhereTheAddressLooksForIt() {
        JsonNode container = SwitchesTest.Switch.CLUSTER.chart().render().container();

        assertThat(SwitchesTest.Switch.CLUSTER
                        .chart()
                        .render()
                        .variable("DATABASE_URL")
                        .path("value")
                        .asText())
                .isEqualTo("postgresql://$(DATABASE_USERNAME):$(DATABASE_PASSWORD)@lifeguard-db-rw:5432/lifeguard"
                        + "?sslmode=verify-full&sslrootcert=/etc/lifeguard/database/ca.crt");
        assertThat(stream(container.path("volumeMounts"))
                        .map(mount -> mount.path("mountPath").asText()))
                .contains("/etc/lifeguard/database");
    }

    @Test
    void aVariableStandsBeforeTheAddressThatIsMadeOfIt() {
        assertThat(stream(SwitchesTest.Switch.SIDECAR
                                .chart()
                                .render()
                                .container()
                                .path("env"))
                        .map(variable -> variable.path("name").asText()))
                .startsWith("DATABASE_USERNAME", "DATABASE_PASSWORD", "DATABASE_URL");
    }

    private static BigDecimal requested(Chart chart, String resource) {
        return Quantity.getAmountInBytes(Quantity.parse(
                chart.render().container().at("/resources/requests/" + resource).asText()));
    }

    private static int grace(String settings) {
        return Chart.minimal()
                .with("settings: " + settings)
                .render()
                .one("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();
    }

    private static JsonNode annotations(Chart chart) {
        return chart.render().one("Deployment").at("/spec/template/metadata/annotations");
    }

    private static Duration patience(JsonNode probe) {
        return Duration.ofSeconds((long) probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt());
    }

    private static Duration duration(String setting) {
        return Duration.parse("PT" + setting);
    }
}
