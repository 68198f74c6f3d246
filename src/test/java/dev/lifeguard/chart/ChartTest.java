package dev.lifeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chart as a whole.
class ChartTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>lifeguard</artifactId>\\s*<version>(.+?)</version>");

    @Test
    void helmLintFindsNothing() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
        assertThat(result.isFailed()).isFalse();
    }

    @Test
    void itHasTheServicesVersion() {
        JsonNode chart = Rendering.yaml(Chart.read(Chart.FOLDER.resolve("Chart.yaml")));
        Matcher version = VERSION.matcher(Chart.read(Chart.inRepository("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(chart.path("version").asText()).isEqualTo(version.group(1));
        assertThat(chart.path("appVersion").asText()).isEqualTo(version.group(1));
    }

    @Test
    void theNotesShowHowToReachHealthAndTheSumOfConnections(@TempDir Path temp) throws Exception {
        Path values = Files.writeString(temp.resolve("values.yaml"), """
                database: {url: 'postgresql://u:secret-password@h/d'}
                auth: {existingSecret: {name: keys}}
                ingress: {enabled: true, hosts: [shop.example.com]}
                """);

        String notes = new Helm(Chart.FOLDER)
                .install()
                .withName("pool")
                .withNamespace("shop")
                .withKubeVersion("1.33.0")
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT)
                .withValuesFile(values)
                .call()
                .getOutput();

        assertThat(notes)
                .contains("kubectl --namespace shop port-forward service/pool-lifeguard 8080:80 &")
                .contains("http://localhost:8080/health\n", "/health/db ", "/health/db/test\n")
                .contains("helm test --namespace shop pool\n")
                .contains("From outside, at: shop.example.com")
                .contains(
                        "(at most 2 replicas + 1 while rolling out) × (10 connections of the pool + 2 beside it) = 36, of 90")
                .contains("prefer database.existingSecret")
                .doesNotContain("secret-password", "prefer auth.existingSecret");
    }
}
