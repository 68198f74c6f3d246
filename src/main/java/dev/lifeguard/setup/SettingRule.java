package dev.lifeguard.setup;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The valid values of a setting, as a text and as a check.
///
/// @param words completes the sentence "takes …"
/// @param complaint what is wrong with a value; empty if the value is valid
record SettingRule(String words, Function<String, Optional<String>> complaint) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3})-([0-9]{1,3})");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    static SettingRule wholeNumber(int least, int most) {
        return simple("a whole number from %d to %d".formatted(least, most), value -> {
            if (!value.matches("[0-9]{1,9}")) {
                return false;
            }
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        });
    }

    static SettingRule duration(String least, String most) {
        Duration shortest = parseDuration(least);
        Duration longest = parseDuration(most);
        return simple("a duration from %s to %s, such as 500ms, 5s, 30m or 1h".formatted(least, most), value -> {
            if (!DURATION.matcher(value).matches()) {
                return false;
            }
            Duration duration = parseDuration(value);
            return duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
        });
    }

    static SettingRule oneOf(String... words) {
        return simple(String.join(", ", words), List.of(words)::contains);
    }

    static SettingRule share() {
        return simple("two whole percentages, such as 20-50: the guaranteed and the maximum share", value -> {
            Matcher matcher = SHARE.matcher(value);
            if (!matcher.matches()) {
                return false;
            }
            int guaranteed = Integer.parseInt(matcher.group(1));
            int most = Integer.parseInt(matcher.group(2));
            return guaranteed <= most && most >= 1 && most <= 100;
        });
    }

    static SettingRule address() {
        return simple(
                "a host name or an IP address, such as 0.0.0.0 or 127.0.0.1",
                value -> value.matches("[A-Za-z0-9.:_%-]{1,253}"));
    }

    static SettingRule word() {
        return simple(
                "text without spaces, at most 500 characters",
                value -> value.length() <= 500 && PRINTABLE.matcher(value).matches());
    }

    static SettingRule secret(int leastBytes) {
        return new SettingRule("at least %d bytes".formatted(leastBytes), value -> {
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            return bytes >= leastBytes ? Optional.empty() : Optional.of("has %d bytes".formatted(bytes));
        });
    }

    static SettingRule databaseUrl() {
        return new SettingRule(
                "postgres://user:password@host:5432/name, postgresql://… or jdbc:postgresql://…",
                DatabaseUrl::complaint);
    }

    static SettingRule origins() {
        return simple(
                "origins separated by commas, such as https://app.example.com",
                value -> List.of(value.split(",", -1)).stream()
                        .allMatch(origin -> origin.strip().matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")));
    }

    static SettingRule httpAddress() {
        return simple("an http:// or https:// address, such as http://collector:4317", value -> {
            try {
                URI uri = URI.create(value);
                return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
    }

    static SettingRule keysAddress() {
        return simple("an https:// address (http:// for a loopback host)", value -> {
            try {
                URI uri = URI.create(value);
                String host = Optional.ofNullable(uri.getHost()).orElse("");
                return !host.isEmpty()
                        && ("https".equals(uri.getScheme())
                                || ("http".equals(uri.getScheme()) && DatabaseUrl.isLoopback(host)));
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
    }

    static Duration parseDuration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: " + value);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static SettingRule simple(String words, Function<String, Boolean> accepts) {
        return new SettingRule(
                words,
                value -> accepts.apply(value) ? Optional.empty() : Optional.of("has \"%s\"".formatted(shown(value))));
    }

    /// A value that is safe in a message: short, on one line, and without the part of a URL that may hold a
    /// password.
    private static String shown(String value) {
        int scheme = value.indexOf("://");
        boolean mayHoldSecret = scheme >= 0 && (value.contains("@") || value.contains("?"));
        String harmless = mayHoldSecret ? value.substring(0, scheme) + "://…" : value;
        String line = harmless.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .limit(80)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < harmless.length() ? line + "…" : line;
    }
}
