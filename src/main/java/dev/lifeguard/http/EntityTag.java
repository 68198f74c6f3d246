package dev.lifeguard.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of a record, as `ETag`, `If-Match` and `If-None-Match` spell it.
public record EntityTag(boolean weak, String opaque) {
    private static final Pattern NEXT =
            Pattern.compile("[ \\t,]*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \\t]*(?=,|$)");
    private static final Pattern SEPARATORS = Pattern.compile("[ \\t,]*");

    public static EntityTag of(long version) {
        return new EntityTag(false, Long.toString(version));
    }

    /// The weak comparison of RFC 9110, which is right for `If-None-Match`.
    boolean weaklyMatches(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    @Override
    public String toString() {
        return (weak ? "W/" : "") + '"' + opaque + '"';
    }

    /// Parses the tags of a header, which may have several lines.
    static List<EntityTag> parse(String header, List<String> lines) {
        String all = String.join(",", lines);
        List<EntityTag> tags = new ArrayList<>();
        Matcher matcher = NEXT.matcher(all);
        int end = 0;
        while (matcher.region(end, all.length()).lookingAt()) {
            tags.add(new EntityTag(matcher.group(1) != null, matcher.group(2)));
            end = matcher.end();
        }
        if (tags.isEmpty() || !SEPARATORS.matcher(all).region(end, all.length()).matches()) {
            throw Problem.of(
                            ProblemKind.MALFORMED_REQUEST,
                            "The header \"%s\" takes * or a list of entity tags in quotes, such as \"3\"."
                                    .formatted(header))
                    .asException();
        }
        return tags;
    }
}
