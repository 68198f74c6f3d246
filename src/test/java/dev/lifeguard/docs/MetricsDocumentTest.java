package dev.lifeguard.docs;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeguard.fixture.Operator;
import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.fixture.Scrape.Family;
import dev.lifeguard.fixture.Token;
import dev.lifeguard.pool.Gate;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Compares documents, alerts and panels with a real scrape.
@QuarkusTest
class MetricsDocumentTest {
    private static final Document PAGE = Document.named("docs/reference/metrics.md");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `((?:http|jvm|netty|process|system|worker)_[a-z_0-9]+)` \\| (\\w+) \\| (.*?) \\| (.*) \\|$");

    @Inject
    Gate gate;

    private static Scrape scrape;

    /// Scrapes once, when all figures are known.
    @BeforeEach
    void scrape() {
        if (scrape != null) {
            return;
        }
        await().until(gate::isOpen);
        for (String inItsLane : List.of(
                "/api/customers/0197f1c0-0000-7000-8000-000000000000",
                "/api/dashboards/growth?tz=Asia/Kathmandu",
                "/api/customers/export?search=of-the-metrics")) {
            given().header("Authorization", Token.bearer("viewer"))
                    .get(inItsLane)
                    .asString();
        }
        Operator.json("/pool/fleet");
        Operator.json("/pool/advice");
        await().untilAsserted(() -> {
            Scrape now = Scrape.now();
            assertThat(now.value("lifeguard_database_state", "state", "answering"))
                    .isEqualTo(1);
            assertThat(now.value("lifeguard_fleet_known")).isEqualTo(1);
            assertThat(now.families()).containsKeys("lifeguard_advice_room_connections");
            assertThat(now.text()).containsPattern("(?m)^lifeguard_route_hold_seconds_count.*lane=\"dashboards\"");
            assertThat(now.text()).containsPattern("(?m)^lifeguard_route_hold_seconds_count.*lane=\"bulk\"");
            scrape = now;
        });
    }

    @Test
    void thePageListsEveryFigureOfTheService() {
        PAGE.holdsBetween("figures", Rendered.figures(scrape));
    }

    @Test
    void thePageListsEveryFigureOfTheFramework() {
        Map<String, Family> listed = listed();
        Map<String, Family> found = new TreeMap<>(scrape.families());
        found.keySet().removeIf(name -> name.startsWith("lifeguard_") || name.startsWith("db_client_"));
        assertThat(bare(found))
                .allSatisfy((name, family) ->
                        assertThat(family).isEqualTo(bare(listed).get(name)));
        assertThat(listed.values().stream().filter(family -> !family.help().endsWith("not always")))
                .allMatch(family -> found.containsKey(family.name()));
    }

    @Test
    void everyAlertUsesSeriesThatExist() {
        assertThat(Alert.all())
                .allSatisfy(
                        alert -> assertThat(alert.asked().missingFrom(scrape)).isEmpty());
    }

    @Test
    void everyPanelUsesSeriesThatExist() {
        assertThat(DashboardTest.queries())
                .allSatisfy(query -> assertThat(query.missingFrom(scrape)).isEmpty());
    }

    @Test
    void missingSeriesAreFound() {
        assertThat(new PromQl(
                                "sum by (nobody) (rate(lifeguard_madeup_total{a=\"b\"}[5m])) / lifeguard_pool_status{status=\"fine\", other=\"x\", pod=\"y\"}")
                        .missingFrom(scrape))
                .containsExactly(
                        "lifeguard_madeup_total",
                        "nobody",
                        "lifeguard_madeup_total{a=\"b\"}",
                        "lifeguard_pool_status{status=\"fine\"}",
                        "lifeguard_pool_status{other=\"x\"}");
    }

    @Test
    void figuresFollowTheNamingRulesOfPrometheus() {
        String ours = scrape.text()
                .lines()
                .filter(line -> line.replaceFirst("^# (HELP|TYPE) ", "").startsWith("lifeguard_"))
                .collect(Collectors.joining("\n", "", "\n"));
        Promtool.approves(ours, "check", "metrics");
    }

    @Test
    void aPodHasFewSeries() {
        assertThat(scrape.series()).hasSizeBetween(300, 6000);
    }

    /// The rows of the framework's figures, by name.
    static Map<String, Family> listed() {
        return PAGE.find(ROW)
                .map(MetricsDocumentTest::family)
                .collect(Collectors.toMap(Family::name, family -> family, (one, other) -> one, TreeMap::new));
    }

    private static Family family(MatchResult row) {
        SortedSet<String> labels = row.group(3).equals("–")
                ? new TreeSet<>()
                : Arrays.stream(row.group(3).split(", "))
                        .map(label -> label.replace("`", ""))
                        .collect(toCollection(TreeSet::new));
        return new Family(row.group(1), row.group(2), row.group(4), labels);
    }

    /// Without help texts, and without the port, which is a label only if it was set.
    private static Map<String, Family> bare(Map<String, Family> families) {
        return families.values().stream()
                .map(family -> new Family(family.name(), family.type(), "", withoutPort(family.labels())))
                .collect(Collectors.toMap(Family::name, family -> family, (one, other) -> one, TreeMap::new));
    }

    private static SortedSet<String> withoutPort(SortedSet<String> labels) {
        SortedSet<String> others = new TreeSet<>(labels);
        others.remove("server_port");
        return others;
    }
}
