package dev.lifeguard.docs;

import static java.util.stream.Collectors.toSet;

import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.fixture.Scrape.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A PromQL expression: the series and labels that it uses. promtool checks its syntax.
record PromQl(String expression) {
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod", "job", "instance", "le");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_][a-z_0-9]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("\\b([a-z_][a-z_0-9]*)\\b(?!\\s*\\()");
    private static final Pattern PLAIN_WORDS = Pattern.compile("[a-z0-9_|-]+");

    /// The series, labels and values in it that a scrape does not have.
    List<String> missingFrom(Scrape scrape) {
        List<Series> known = scrape.series();
        List<String> missing = new ArrayList<>();
        Set<String> labels = names().flatMap(
                        name -> known.stream().filter(series -> series.name().equals(name)))
                .flatMap(series -> series.labelNames().stream())
                .collect(toSet());
        names().filter(name -> known.stream().noneMatch(series -> series.name().equals(name)))
                .forEach(missing::add);
        groupings()
                .filter(label -> !OF_THE_TARGET.contains(label) && !labels.contains(label))
                .forEach(missing::add);
        SELECTOR.matcher(expression).results().forEach(selector -> missing.addAll(missing(selector, known)));
        return missing;
    }

    private static List<String> missing(MatchResult selector, List<Series> all) {
        List<Series> known = all.stream()
                .filter(series -> series.name().equals(selector.group(1)))
                .toList();
        return MATCHER.matcher(selector.group(2))
                .results()
                .filter(matcher -> !OF_THE_TARGET.contains(matcher.group(1)))
                .flatMap(matcher -> wanted(matcher, selector.group(1))
                        .filter(value -> known.stream().noneMatch(series -> has(series, matcher.group(1), value)))
                        .map(value -> "%s{%s=\"%s\"}".formatted(selector.group(1), matcher.group(1), value)))
                .toList();
    }

    /// Values are checked for the service's own figures only, as all their values always exist.
    private static Stream<String> wanted(MatchResult matcher, String name) {
        boolean plain = PLAIN_WORDS.matcher(matcher.group(3)).matches();
        return name.startsWith("lifeguard_") && plain
                ? Arrays.stream(matcher.group(3).split("\\|"))
                : Stream.of("");
    }

    private static boolean has(Series series, String label, String value) {
        return series.labelNames().contains(label)
                && (value.isEmpty() || value.equals(series.labels().get(label)));
    }

    private Stream<String> groupings() {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(group -> Arrays.stream(group.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty());
    }

    /// The names of the series.
    Stream<String> names() {
        String bare = GROUPING.matcher(expression).replaceAll(" ");
        bare = RANGE.matcher(bare).replaceAll(" ");
        bare = bare.replaceAll("\\{[^}]*}", " ").replaceAll("\"[^\"]*\"", " ");
        return NAME.matcher(bare)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !WORDS.contains(name))
                .distinct();
    }
}
