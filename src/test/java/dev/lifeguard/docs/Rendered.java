package dev.lifeguard.docs;

import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.setup.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the documents list, from the one place in the code that knows it.
final class Rendered {
    private static final int WIDTH = 100;

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
