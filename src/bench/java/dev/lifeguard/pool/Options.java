package dev.lifeguard.pool;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Selects which cells of a table to measure: arguments such as `clients=1,64 size=4 seconds=2` replace
/// defaults.
final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /// @param defaults all options with their defaults, in the same format
    static Options of(String[] arguments, String... defaults) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(defaults).forEach(text -> put(values, text));
        for (String argument : arguments) {
            if (!values.containsKey(argument.split("=", 2)[0]) || !argument.contains("=")) {
                throw new IllegalArgumentException(argument + ": takes " + String.join(" ", defaults));
            }
            put(values, argument);
        }
        return new Options(values);
    }

    List<String> words(String name) {
        return List.of(values.get(name).split(",", -1));
    }

    List<Integer> numbers(String name) {
        return words(name).stream().map(Integer::valueOf).toList();
    }

    int number(String name) {
        return Integer.parseInt(values.get(name));
    }

    private static void put(Map<String, String> values, String text) {
        String[] parts = text.split("=", 2);
        values.put(parts[0], parts[1]);
    }
}
