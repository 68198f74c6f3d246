package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeguard.setup.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What documents refer to exists.
class ReferencesTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:)([^)\\s]+)\\)");
    private static final Pattern ROUTE = Pattern.compile("`((?:GET|POST|PUT|PATCH|DELETE) /[^`?]*)[^`]*`");
    private static final Pattern ADDRESS = Pattern.compile("localhost:8080(/[^\\s\"'?`]*)");
    private static final Pattern PROBE = Pattern.compile("\\bpath: (/[^\\s,}]+)");
    private static final Pattern SETTING = Pattern.compile("\\b((?:%s)_[A-Z_]*[A-Z])\\b"
            .formatted(Arrays.stream(Setting.values())
                    .map(setting -> setting.name().split("_")[0])
                    .distinct()
                    .collect(Collectors.joining("|"))));
    private static final Set<String> OF_OPENTELEMETRY = Set.of("OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern PATH_OF_THE_API = Pattern.compile("/(?:api|health|pool|metrics|q)(?:/[^?]*)?");
    private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT|Benchmark)");
    private static final Pattern SERIES = Pattern.compile("\\b((?:lifeguard|db_client)_[a-z0-9_]+)");

    /// The name and the labels in a row of the list of metrics.
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `\\w+` \\| \\w+ \\| [^|]* \\|");

    private static final Routes ROUTES = Routes.all();

    /// A name on a page.
    private record Reference(Document page, String name) {
        @Override
        public String toString() {
            return page + ": " + name;
        }
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        assertThat(references(LINK)).isNotEmpty().allMatch(ReferencesTest::leadsSomewhere);
    }

    @Test
    void everyNamedRouteExists() {
        assertThat(references(ROUTE)).isNotEmpty().allMatch(route -> ROUTES.contain(route.name()));
    }

    @Test
    void everyAddressInAnExampleIsARoute() {
        assertThat(references(ADDRESS))
                .isNotEmpty()
                .allMatch(path -> ROUTES.contain("GET " + path.name()) || ROUTES.contain("POST " + path.name()));
    }

    @Test
    void everyPathOfAProbeIsARoute() {
        assertThat(references(PROBE)).isNotEmpty().allMatch(path -> ROUTES.contain("GET " + path.name()));
    }

    @Test
    void everyNamedSettingExists() {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::name).toList();
        assertThat(references(SETTING))
                .isNotEmpty()
                .allMatch(setting -> known.contains(setting.name()) || OF_OPENTELEMETRY.contains(setting.name()));
    }

    @Test
    void everyNamedPathLeadsToARoute() {
        assertThat(code())
                .filteredOn(code -> PATH_OF_THE_API.matcher(code.name()).matches())
                .isNotEmpty()
                .allMatch(path -> ROUTES.containBelow(path.name()));
    }

    @Test
    void everyNamedFileExistsOrIsBuilt() {
        assertThat(code())
                .filteredOn(code -> !code.name().contains(" ") && Project.isOfOurs(code.name()))
                .isNotEmpty()
                .allMatch(file -> Project.has(file.name()));
    }

    @Test
    void everyNamedTestAndBenchmarkExists() {
        assertThat(code())
                .filteredOn(code -> TEST.matcher(code.name()).matches())
                .isNotEmpty()
                .allMatch(test -> Project.hasClass(test.name()));
    }

    @Test
    void everyNamedMetricIsListed() {
        Document metrics = Document.named("docs/reference/metrics.md");
        assumeTrue(Files.exists(metrics.file()), "there is no list of metrics");
        Set<String> listed = metrics.find(LISTED)
                .flatMap(row -> CODE.matcher(row.group()).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(references(SERIES))
                .isNotEmpty()
                .allMatch(series -> listed.contains(series.name())
                        || listed.contains(series.name().replaceFirst("_(bucket|count|sum|max)$", "")));
    }

    /// Everything in backticks.
    private static List<Reference> code() {
        return references(CODE);
    }

    private static List<Reference> references(Pattern pattern) {
        return Document.pages().stream()
                .flatMap(page -> page.find(pattern).map(match -> new Reference(page, match.group(match.groupCount()))))
                .toList();
    }

    private static boolean leadsSomewhere(Reference link) {
        String[] target = link.name().split("#", 2);
        Document file = target[0].isEmpty() ? link.page() : new Document(beside(link.page(), target[0]));
        return Files.exists(file.file())
                && (target.length == 1 || file.anchors().contains(target[1]));
    }

    private static Path beside(Document page, String name) {
        return page.file().resolveSibling(name).normalize();
    }
}
