package dev.lifeguard.docs;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields that a `jq` filter reads, and the names that it gives.
record Jq(String filter) {
    private static final Pattern FIELD = Pattern.compile("\\.([a-z_]\\w*)");
    private static final Pattern FIELD_UNDER_ITS_NAME = Pattern.compile("(?<=[{,])\\s*([a-z_]\\w*)\\s*(?=[,}])");
    private static final Pattern OTHER_NAME = Pattern.compile("(?<=[{,])\\s*([a-z_]\\w*)\\s*:");

    static Jq of(Command jq) {
        return new Jq(jq.words().stream()
                .skip(1)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\"[^\"]*\"", ""));
    }

    Set<String> fields() {
        return Stream.of(FIELD, FIELD_UNDER_ITS_NAME).flatMap(this::found).collect(Collectors.toSet());
    }

    Set<String> otherNames() {
        return found(OTHER_NAME).collect(Collectors.toSet());
    }

    private Stream<String> found(Pattern pattern) {
        return pattern.matcher(filter).results().map(match -> match.group(1));
    }
}
