package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page at `/` works under a strict Content-Security-Policy, and inserts data of the service as
/// text, never as markup.
class PageTest {
    private static final String FOLDER = "src/main/resources/META-INF/resources/";
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|javascript:");
    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
    private static final Pattern MARKUP_FROM_TEXT =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|\\beval\\b");

    private final Document page = Document.named(FOLDER + "index.html");

    @Test
    void itHasNoInlineScriptOrStyle() {
        assertThat(page.text()).doesNotContainPattern(INLINE).contains("content=\"default-src 'self'\"");
    }

    @Test
    void everythingItLoadsAndLinksToExists() {
        Routes routes = Routes.all();
        List<String> addresses = page.find(ADDRESS).map(match -> match.group(1)).toList();
        assertThat(addresses)
                .isNotEmpty()
                .allMatch(address -> address.startsWith("/")
                        ? routes.contain("GET " + address)
                        : Files.exists(page.file().resolveSibling(address)));
    }

    @Test
    void dataIsInsertedAsText() {
        assertThat(Document.named(FOLDER + "lifeguard.js").text()).doesNotContainPattern(MARKUP_FROM_TEXT);
    }
}
