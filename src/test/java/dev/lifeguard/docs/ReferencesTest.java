package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.setup.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What documents point at is there.
class ReferencesTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:)([^)\\s]+)\\)");
    private static final Pattern ROUTE = Pattern.compile("`((?:GET|POST|PUT|PATCH|DELETE) /[^`?]*)[^`]*`");
    private static final Pattern ADDRESS = Pattern.compile("localhost:8080(/[^\\s\"'?`]*)");
    private static final Pattern PROBE = Pattern.compile("\\bpath: (/[^\\s,}]+)");
    private static final Pattern SETTING = Pattern.compile("\\b(?:DB|HTTP|AUTH|CORS|DATABASE)_[A-Z_]*[A-Z]\\b");

    private static final Routes ROUTES = Routes.all();

    /// Something that a page names.
    private record Reference(Document page, String name) {
        @Override
        public String toString() {
            return page + ": " + name;
        }
    }

    @Test
    void everyLinkLeadsToAFileAndToAHeadingInIt() {
        assertThat(references(LINK)).isNotEmpty().allMatch(ReferencesTest::leadsSomewhere);
    }

    @Test
    void everyRouteThatIsNamedIsThere() {
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
    void everySettingThatIsNamedIsThere() {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::name).toList();
        assertThat(references(SETTING)).isNotEmpty().allMatch(setting -> known.contains(setting.name()));
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
