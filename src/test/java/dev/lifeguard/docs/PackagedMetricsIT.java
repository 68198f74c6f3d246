package dev.lifeguard.docs;

import static dev.lifeguard.fixture.Editor.create;
import static dev.lifeguard.fixture.Editor.customer;
import static io.quarkus.test.junit.DisabledOnIntegrationTest.ArtifactType.JAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.PackagedApplication;
import dev.lifeguard.fixture.Scrape;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Compares the page of the metrics with what the packaged service tells: the jar, or with `-Dnative` the binary,
/// which has fewer.
@QuarkusIntegrationTest
@WithTestResource(PackagedApplication.class)
class PackagedMetricsIT {
    private static final String NOT_ALWAYS = "not always";
    private static final String NOT_IN_A_BINARY = "not in a binary";

    @BeforeEach
    void aRequestIsAnswered() {
        create(customer());
    }

    @Test
    void everyMetricThatThePageListsForBothIsThere() {
        Set<String> listed = MetricsDocumentTest.listed().values().stream()
                .filter(row -> !row.help().endsWith(NOT_ALWAYS) && !row.help().endsWith(NOT_IN_A_BINARY))
                .map(Scrape.Family::name)
                .collect(Collectors.toSet());

        await().untilAsserted(() -> assertThat(Scrape.now().families()).containsKeys(listed.toArray(String[]::new)));
    }

    @Test
    void theHeapHasAMaximum() {
        assertThat(Scrape.now().value("lifeguard_process_heap_max_bytes")).isPositive();
    }

    @Test
    @DisabledOnIntegrationTest(forArtifactTypes = JAR)
    void noMetricIsThereThatThePageDeniesABinary() {
        Set<String> lacked = MetricsDocumentTest.listed().values().stream()
                .filter(row -> row.help().endsWith(NOT_IN_A_BINARY))
                .map(Scrape.Family::name)
                .collect(Collectors.toSet());

        assertThat(Scrape.now().families()).doesNotContainKeys(lacked.toArray(String[]::new));
    }
}
