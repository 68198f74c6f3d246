package dev.lifeguard.customers;

import dev.lifeguard.http.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client may say about a customer, field by field, and what each takes; the same for JSON and for CSV. Text
/// is kept as it came, and counted in code points as the database does.
public enum CustomerField {
    NAME("a text of 1 to 200 characters, without control characters", Presence.REQUIRED, text -> isLine(text, 200)),
    EMAIL(
            "an e-mail address of at most 320 characters, such as elif@example.com",
            Presence.REQUIRED,
            text -> isLine(text, 320) && Shapes.EMAIL.matcher(text).matches()),
    PHONE("a text of 1 to 50 characters, without control characters", Presence.OPTIONAL, text -> isLine(text, 50)),
    COMPANY("a text of 1 to 200 characters, without control characters", Presence.OPTIONAL, text -> isLine(text, 200)),
    STATUS(
            "one of " + Shapes.STATUSES,
            Presence.DEFAULTED,
            text -> CustomerStatus.of(text).isPresent()),
    COUNTRY("an ISO 3166-1 alpha-2 code, such as TR", Presence.OPTIONAL, Shapes.COUNTRIES::contains),
    NOTES(
            "a text of 1 to 10000 characters, without control characters other than tabs and line breaks",
            Presence.OPTIONAL,
            text -> Texts.isParagraphs(text, 10_000));

    /// Whether a field may be left out.
    public enum Presence {
        REQUIRED,
        OPTIONAL,
        /// May be left out, and then has a value all the same.
        DEFAULTED
    }

    private final String takes;
    private final Presence presence;

    @SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
    private final Predicate<String> accepts;

    CustomerField(String takes, Presence presence, Predicate<String> accepts) {
        this.takes = takes;
        this.presence = presence;
        this.accepts = accepts;
    }

    /// Its name on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Presence presence() {
        return presence;
    }

    /// What is wrong with a value; null stands for one that is absent.
    public Optional<String> fault(@Nullable String value) {
        if (value == null) {
            return presence == Presence.REQUIRED ? Optional.of("is required: " + takes) : Optional.empty();
        }
        return accepts.test(value) ? Optional.empty() : Optional.of(complaint());
    }

    /// Says what the field takes.
    public String complaint() {
        return "must be " + takes;
    }

    private static boolean isLine(String text, int most) {
        return Texts.isLine(text, most) && !text.isBlank();
    }

    private static final class Shapes {
        static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+", Pattern.UNICODE_CHARACTER_CLASS);
        static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
        static final String STATUSES =
                Arrays.stream(CustomerStatus.values()).map(CustomerStatus::word).collect(Collectors.joining(", "));
    }
}
