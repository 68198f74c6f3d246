package dev.lifeguard.docs;

import dev.lifeguard.fixture.Scrape;
import dev.lifeguard.fixture.Scrape.Family;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.setup.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Generates the lists in documents from the code.
final class Rendered {
    private static final int WIDTH = 100;

    private static final Pattern OURS = Pattern.compile("^(lifeguard|db_client)_");

    /// Labels whose values depend on requests, or on the server.
    private static final Set<String> OPEN_ENDED = Set.of("route", "statement", "limit", "version", "tls");

    private static final String TEMPLATE_HEAD = """
            # Every setting, at its default. Copy this file to `.env`, which is read from the working folder, and change
            # what you need. System properties and the environment come before it; an empty value counts as not set.
            #
            # A backslash is written twice here. In DATABASE_URL, characters that mean something in a URL are
            # percent-encoded: @ is %40, / is %2F, % is %25.
            #
            # Pool sizes to begin with (minimum/maximum): development 2/10, staging 5/20, production 8/24, for each pod.
            """;

    private Rendered() {}

    static String settings() {
        return byGroup().entrySet().stream()
                .map(group -> "\n**%s**\n\n%s"
                        .formatted(
                                group.getKey(),
                                table(
                                        List.of("Setting", "Default", "Takes", "What for"),
                                        group.getValue().stream()
                                                .map(Rendered::row)
                                                .toList())))
                .collect(Collectors.joining("", "", "\n"));
    }

    static String problems() {
        return "\n"
                + table(
                        List.of("Type", "Status", "Title", "When"),
                        Arrays.stream(ProblemKind.values())
                                .map(kind -> List.of(
                                        "`" + kind.type() + "`",
                                        Integer.toString(kind.status()),
                                        kind.title(),
                                        kind.meaning()))
                                .toList())
                + "\n";
    }

    /// The service's own figures, grouped by the first two words of their names.
    static String figures(Scrape scrape) {
        return scrape.families().values().stream()
                .filter(family -> OURS.matcher(family.name()).find())
                .collect(Collectors.groupingBy(Rendered::subject, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(families -> "\n"
                        + table(
                                List.of("Series", "Type", "Labels", "Meaning"),
                                families.stream()
                                        .map(family -> row(family, scrape))
                                        .toList()))
                .collect(Collectors.joining("", "", "\n"));
    }

    private static String subject(Family family) {
        return Arrays.stream(family.name().split("_")).limit(2).collect(Collectors.joining("_"));
    }

    private static List<String> row(Family family, Scrape scrape) {
        return List.of(
                "`" + family.name() + "`",
                family.type(),
                family.labels().isEmpty()
                        ? "–"
                        : family.labels().stream()
                                .map(label -> label(family, label, scrape))
                                .collect(Collectors.joining("; ")),
                family.help());
    }

    private static String label(Family family, String label, Scrape scrape) {
        return OPEN_ENDED.contains(label)
                ? "`" + label + "`"
                : "`" + label + "`: " + String.join(", ", scrape.values(family.name(), label));
    }

    static String alert(Alert alert) {
        return """

                | Severity | Has to hold for | Fires when |
                | --- | --- | --- |
                | %s | %s | `%s` |

                """.formatted(
                        alert.severity(), alert.forHowLong(), alert.expression().replace("|", "\\|"));
    }

    static String envTemplate() {
        return byGroup().entrySet().stream()
                .map(group -> "\n# ---- %s\n%s"
                        .formatted(
                                group.getKey(),
                                group.getValue().stream().map(Rendered::entry).collect(Collectors.joining())))
                .collect(Collectors.joining("", TEMPLATE_HEAD, ""));
    }

    private static Map<String, List<Setting>> byGroup() {
        return Arrays.stream(Setting.values())
                .collect(Collectors.groupingBy(Setting::group, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> row(Setting setting) {
        return List.of(
                "`" + setting + "`",
                setting.fallback().map(value -> "`" + value + "`").orElse("not set"),
                setting.takes(),
                setting.about());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return line(head)
                + line(head.stream().map(column -> "---").toList())
                + rows.stream().map(Rendered::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String entry(Setting setting) {
        return "\n%s%s%s=%s\n"
                .formatted(
                        comment(setting.about().replace("`", "")),
                        comment("Takes " + setting.takes() + "."),
                        setting,
                        setting.fallback().orElse(""));
    }

    private static String comment(String sentence) {
        StringBuilder lines = new StringBuilder("#");
        int column = 1;
        for (String word : sentence.split(" ")) {
            if (column + 1 + word.length() > WIDTH) {
                lines.append("\n#");
                column = 1;
            }
            lines.append(' ').append(word);
            column += 1 + word.length();
        }
        return lines.append('\n').toString();
    }
}
