package dev.lifeguard.customers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.http.BodyField;
import dev.lifeguard.http.TextRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/// The fields of a customer that a client can set, and what each of them accepts, in JSON and in CSV.
/// Text is stored as it was sent. Its length is counted in code points, as the database counts it.
public enum CustomerField implements BodyField {
    NAME(Shape.line(200), Presence.REQUIRED, "Elif Yılmaz"),
    EMAIL(Shape.email(320), Presence.REQUIRED, "elif@example.com"),
    PHONE(Shape.line(50), Presence.OPTIONAL, "+90 555 0117"),
    COMPANY(Shape.line(200), Presence.OPTIONAL, "Yılmaz Textiles"),
    STATUS(Shape.status(), Presence.DEFAULTED, "lead"),
    COUNTRY(Shape.country(), Presence.OPTIONAL, "TR"),
    NOTES(Shape.paragraphs(10_000), Presence.OPTIONAL, "Prefers to be called in the morning");

    /// The other fields of a stored customer. Replacements and imports ignore them, so that a customer
    /// that was read or exported can be sent back.
    public static final Set<String> SET_BY_THE_SERVICE = Set.of("id", "created_at", "updated_at", "version");

    /// Whether a field may be left out.
    public enum Presence {
        REQUIRED,
        OPTIONAL,
        /// May be left out, and then gets a default value.
        DEFAULTED
    }

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final Shape shape;

    private final Presence presence;
    private final String example;

    CustomerField(Shape shape, Presence presence, String example) {
        this.shape = shape;
        this.presence = presence;
        this.example = example;
    }

    /// The name in JSON and in CSV.
    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Presence presence() {
        return presence;
    }

    @Override
    public boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    @Override
    public String takes() {
        return shape.takes();
    }

    /// What is wrong with a value; empty if nothing is. Null stands for a value that is absent.
    public Optional<String> fault(@Nullable String value) {
        if (value == null) {
            return isRequired() ? Optional.of("is required: " + takes()) : Optional.empty();
        }
        return shape.accepts().test(value) ? Optional.empty() : Optional.of(complaint());
    }

    /// What is wrong with a JSON value. Only an optional field accepts an explicit null.
    @Override
    public Optional<String> fault(JsonNode value) {
        if (value.isTextual()) {
            return fault(value.textValue());
        }
        return value.isNull() && presence == Presence.OPTIONAL ? Optional.empty() : Optional.of(complaint());
    }

    /// The message for a value that the field does not accept.
    public String complaint() {
        return "must be " + takes();
    }

    @Override
    public Schema schema() {
        if (this == STATUS) {
            return OASFactory.createSchema().ref("#/components/schemas/CustomerStatus");
        }
        Schema schema = OASFactory.createSchema()
                .type(
                        presence == Presence.OPTIONAL
                                ? List.of(SchemaType.STRING, SchemaType.NULL)
                                : List.of(SchemaType.STRING))
                .description(takes())
                .examples(List.of(example))
                .minLength(shape.shortest())
                .maxLength(shape.longest());
        return this == COUNTRY ? schema.pattern("^[A-Z]{2}$") : schema;
    }

    /// The texts that a field accepts.
    private record Shape(String takes, int shortest, int longest, Predicate<String> accepts) {
        private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+", Pattern.UNICODE_CHARACTER_CLASS);

        static Shape line(int longest) {
            return new Shape(
                    "a text of 1 to %d characters, without control characters".formatted(longest),
                    1,
                    longest,
                    text -> isLine(text, longest));
        }

        static Shape paragraphs(int longest) {
            return new Shape(
                    "a text of 1 to %d characters, without control characters other than tabs and line breaks"
                            .formatted(longest),
                    1,
                    longest,
                    text -> TextRules.isParagraphs(text, longest));
        }

        static Shape email(int longest) {
            return new Shape(
                    "an e-mail address of at most %d characters, such as elif@example.com".formatted(longest),
                    3,
                    longest,
                    text -> isLine(text, longest) && EMAIL.matcher(text).matches());
        }

        static Shape status() {
            String words = Arrays.stream(CustomerStatus.values())
                    .map(CustomerStatus::word)
                    .collect(Collectors.joining(", "));
            return new Shape(
                    "one of " + words,
                    1,
                    words.length(),
                    text -> CustomerStatus.of(text).isPresent());
        }

        static Shape country() {
            Set<String> codes = Set.of(Locale.getISOCountries());
            return new Shape("an ISO 3166-1 alpha-2 code, such as TR", 2, 2, codes::contains);
        }

        private static boolean isLine(String text, int longest) {
            return TextRules.isLine(text, longest)
                    && !text.codePoints()
                            .allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
        }
    }
}
