package dev.lifeguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document of the project.
record Document(Path file) {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    static Document named(String name) {
        return new Document(ROOT.resolve(name));
    }

    /// Every Markdown page.
    static List<Document> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<MatchResult> find(Pattern pattern) {
        return pattern.matcher(text()).results();
    }

    /// The names that links use for its headings.
    List<String> anchors() {
        return find(HEADING)
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /// Compares the whole content, or replaces it with `-Dupdate-docs`.
    void holds(String expected) {
        holds(expected, Part.ALL);
    }

    /// The same for the part between `<!-- name -->` and `<!-- /name -->`.
    void holdsBetween(String name, String expected) {
        assertThat(text()).containsOnlyOnce(Part.before(name)).containsOnlyOnce(Part.after(name));
        holds(
                expected,
                text -> new Part(
                        text.indexOf(Part.before(name)) + Part.before(name).length(), text.indexOf(Part.after(name))));
    }

    private void holds(String expected, Function<String, Part> find) {
        if (System.getProperty("update-docs") != null) {
            write(find.apply(text()).replacedIn(text(), expected));
        }
        assertThat(find.apply(text()).of(text()))
                .as("%s; ./mvnw test -Dtest=DocumentsTest -Dupdate-docs brings it up to date", this)
                .isEqualTo(expected);
    }

    /// The begin and the end of a part of a text.
    private record Part(int from, int to) {
        private static final Function<String, Part> ALL = text -> new Part(0, text.length());

        static String before(String name) {
            return "<!-- " + name + " -->\n";
        }

        static String after(String name) {
            return "<!-- /" + name + " -->";
        }

        String of(String text) {
            return text.substring(from, to);
        }

        String replacedIn(String text, String replacement) {
            return text.substring(0, from) + replacement + text.substring(to);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
