package dev.lifeguard.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The sentences about the pool, in the language of the reader: Turkish if that is preferred, otherwise
/// English. They are in `messages.properties` and `messages_tr.properties`.
public final class Messages {
    private static final Locale TURKISH = Locale.of("tr");
    private static final Messages IN_ENGLISH = new Messages(Locale.ROOT);
    private static final Messages IN_TURKISH = new Messages(TURKISH);

    private final ResourceBundle texts;
    private final Locale numbers;

    private Messages(Locale language) {
        this.texts = ResourceBundle.getBundle(
                "messages",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.numbers = language.equals(TURKISH) ? TURKISH : Locale.ENGLISH;
    }

    /// The messages in the first of these languages that is available, otherwise in English.
    public static Messages forReader(List<Locale> languages) {
        return languages.stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("tr") || language.equals("en"))
                .findFirst()
                .filter("tr"::equals)
                .map(turkish -> IN_TURKISH)
                .orElse(IN_ENGLISH);
    }

    public static Messages inEnglish() {
        return IN_ENGLISH;
    }

    public String running() {
        return texts.getString("running");
    }

    public String succeeded() {
        return texts.getString("test.succeeded");
    }

    public String failed(Cause cause) {
        return texts.getString("test." + cause.slug());
    }

    public String optimalRange() {
        return texts.getString("optimal-range");
    }

    public String cure(Cause cause) {
        return texts.getString("cure." + cause.slug());
    }

    /// The warnings for an operator, with what the database or the network reported.
    public List<String> inFull(List<Warning> warnings) {
        return warnings.stream().map(this::inFull).toList();
    }

    /// The warnings for everyone, without what the database or a client sent: that may contain
    /// addresses and names.
    public List<String> forAnyone(List<Warning> warnings) {
        return warnings.stream().map(this::forAnyone).toList();
    }

    private String forAnyone(Warning warning) {
        return switch (warning) {
            case Warning.HeldTooLong it -> text("public.held-too-long", it.seconds());
            case Warning.DatabaseRejects it -> texts.getString("public.database-rejects");
            case Warning.DatabaseDoesNotAnswer it -> text("public.database-unreachable", it.since());
            default -> inFull(warning);
        };
    }

    private String inFull(Warning warning) {
        return switch (warning) {
            case Warning.HighUsage it -> text("warning.high-usage", it.usagePercent(), it.inUse(), it.maxConnections());
            case Warning.NearlyExhausted it -> text("warning.nearly-exhausted", it.left());
            case Warning.RequestsWait it -> text("warning.requests-wait", it.waiting());
            case Warning.RequestsFail it -> text("warning.requests-fail", it.waiting());
            case Warning.HeldTooLong it -> text("warning.held-too-long", it.route(), it.seconds());
            case Warning.RaiseTo it -> text("warning.raise-to", it.maxConnections());
            case Warning.LowerTo it -> text("warning.lower-to", it.maxConnections(), it.room());
            case Warning.DatabaseIsSlow it -> text("warning.database-slow", it.roundTripMillis());
            case Warning.DatabaseRejects it -> text("warning.database-rejects", it.reason());
            case Warning.DatabaseDoesNotAnswer it -> text("warning.database-unreachable", it.since(), it.reason());
        };
    }

    private String text(String key, Object... values) {
        return String.format(numbers, texts.getString(key), values);
    }
}
