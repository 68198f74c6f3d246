package dev.lifeguard.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lifeguard.setup.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The part of values and schema that is generated from [Setting].
final class ChartSettings {
    /// These are never among the settings, because a config map is not secret.
    static final Set<Setting> SECRET = EnumSet.of(Setting.DATABASE_URL, Setting.AUTH_SECRET);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("a whole number from (\\d+) to (\\d+)");
    private static final Pattern PART = Pattern.compile("(?s)(  # <settings>\n).*(  # </settings>\n)");
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final int WIDTH = 110;

    /// A port that needs no privilege and that a probe can reach.
    private static final int LEAST_PORT = 1024;

    private ChartSettings() {}

    static List<Setting> all() {
        return Arrays.stream(Setting.values())
                .filter(setting -> !SECRET.contains(setting))
                .toList();
    }

    static String replacedIn(String values) {
        String entries = all().stream().map(ChartSettings::entry).collect(Collectors.joining("\n"));
        return PART.matcher(values)
                .replaceFirst(part -> Matcher.quoteReplacement(part.group(1) + entries + part.group(2)));
    }

    private static String entry(Setting setting) {
        return "%s%s  %s: %s\n"
                .formatted(
                        comment(setting.about().replace("`", "")),
                        comment("Takes " + setting.takes() + "." + (switches(setting) ? " In quotes." : "")),
                        setting,
                        value(setting));
    }

    /// YAML reads `on` and `off` as booleans.
    private static boolean switches(Setting setting) {
        return List.of(setting.takes().split(", ", -1)).contains("on");
    }

    private static String value(Setting setting) {
        return setting.fallback()
                .map(value -> switches(setting) ? '"' + value + '"' : value)
                .orElse("\"\"");
    }

    private static String comment(String sentence) {
        StringBuilder lines = new StringBuilder("  #");
        int column = lines.length();
        for (String word : sentence.split(" ", -1)) {
            if (column + 1 + word.length() > WIDTH) {
                lines.append("\n  #");
                column = 3;
            }
            lines.append(' ').append(word);
            column += 1 + word.length();
        }
        return lines.append('\n').toString();
    }

    static JsonNode schema() {
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (Setting setting : all()) {
            properties.set(setting.name(), schema(setting));
            if (setting.fallback().isPresent()) {
                required.add(setting.name());
            }
        }
        return JSON.objectNode()
                .put("type", "object")
                .put("additionalProperties", false)
                .<ObjectNode>set("properties", properties)
                .set("required", required);
    }

    private static JsonNode schema(Setting setting) {
        String takes = setting.takes();
        ObjectNode schema = JSON.objectNode().put("description", "Takes " + takes);
        Matcher number = WHOLE_NUMBER.matcher(takes);
        if (number.matches()) {
            return number(setting, schema, Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)));
        }
        if (takes.startsWith("a duration from ")) {
            return schema.put("type", "string").put("pattern", "^[0-9]{1,9}(ms|s|m|h|d)$");
        }
        if (takes.startsWith("two whole percentages")) {
            return schema.put("type", "string").put("pattern", "^[0-9]{1,3}-[0-9]{1,3}$");
        }
        if (switches(setting)) {
            ArrayNode words = JSON.arrayNode();
            List.of(takes.split(", ", -1)).forEach(words::add);
            return schema.set("enum", words);
        }
        return schema.put("type", "string");
    }

    private static JsonNode number(Setting setting, ObjectNode schema, int least, int most) {
        int from = setting == Setting.HTTP_PORT ? LEAST_PORT : least;
        if (setting.fallback().isPresent()) {
            return schema.put("type", "integer").put("minimum", from).put("maximum", most);
        }
        schema.putArray("type").add("integer").add("string");
        return schema.put("minimum", from).put("maximum", most).put("maxLength", 0);
    }

    /// With the usual indentation.
    static String json(JsonNode node) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(INDENTER)
                .withArrayIndenter(INDENTER);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
