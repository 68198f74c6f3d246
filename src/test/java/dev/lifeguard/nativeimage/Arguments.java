package dev.lifeguard.nativeimage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The options that the builder of an image is given.
record Arguments(List<String> all) {
    private static final String EXCLUDES = "--exclude-config";

    /// @param text options on a line or on several, or the content of `native-image.properties`
    static Arguments of(String text) {
        return new Arguments(List.of(text.replaceAll("Args *=", " ").split("[\\s\\\\]+(?=-|\\z)")));
    }

    /// What an option lists, each time it is given.
    Set<String> listed(String option) {
        return all.stream()
                .filter(it -> it.startsWith(option + "="))
                .flatMap(it -> Arrays.stream(it.substring(option.length() + 1).split(",")))
                .collect(Collectors.toSet());
    }

    /// Whether the builder itself has a system property.
    boolean set(String property) {
        return all.stream().anyMatch(it -> it.startsWith("-J-D" + property + "="));
    }

    /// Whether an entry of a jar is to be left alone: the option is followed by a pattern for each.
    boolean exclude(String jar, String entry) {
        return all.stream()
                .filter(it -> it.startsWith(EXCLUDES))
                .map(it -> it.split("\\s+"))
                .anyMatch(it -> Pattern.compile(it[1]).matcher(jar).find()
                        && Pattern.compile(it[2]).matcher("/" + entry).matches());
    }
}
