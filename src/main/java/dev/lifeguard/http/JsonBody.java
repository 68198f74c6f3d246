package dev.lifeguard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lifeguard.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A JSON object as the body of a request. It is checked as a whole, so that one problem names every
/// wrong field.
public final class JsonBody {
    private static final int MOST_ERRORS = 100;
    private static final int LONGEST_NAME = 100;

    private final ObjectNode content;

    JsonBody(ObjectNode content) {
        this.content = content;
    }

    /// The value of a field. Null counts as a value; empty means that the field is absent.
    public Optional<JsonNode> value(BodyField field) {
        return Optional.ofNullable(content.get(field.word()));
    }

    /// Throws a problem unless the body is a whole record, with every required field.
    ///
    /// @param ignored fields that are allowed and have no effect
    public void checkWhole(Collection<? extends BodyField> known, Set<String> ignored) {
        List<FieldError> errors = new ArrayList<>();
        for (BodyField field : known) {
            if (field.isRequired() && !content.has(field.word())) {
                errors.add(new FieldError(field.word(), "is required: " + field.takes()));
            }
        }
        check(known, ignored, errors);
    }

    /// Throws a problem if a field is wrong. Any field may be absent.
    public void checkPart(Collection<? extends BodyField> known) {
        check(known, Set.of(), new ArrayList<>());
    }

    private void check(Collection<? extends BodyField> known, Set<String> ignored, List<FieldError> errors) {
        for (BodyField field : known) {
            value(field).flatMap(field::fault).ifPresent(fault -> errors.add(new FieldError(field.word(), fault)));
        }
        Set<String> names = known.stream().map(BodyField::word).collect(Collectors.toSet());
        content.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name) && !ignored.contains(name) && errors.size() < MOST_ERRORS) {
                errors.add(new FieldError(printable(name), "is not known here"));
            }
        });
        if (!errors.isEmpty()) {
            throw invalid(errors).asException();
        }
    }

    /// The problem of a body that is valid JSON with wrong fields.
    public static Problem invalid(List<FieldError> errors) {
        String names = errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
        return Problem.of(ProblemKind.INVALID_CONTENT, "Not valid: " + names + ".")
                .with(errors);
    }

    /// An unknown name, made safe to send back: it is shortened, and an unpaired surrogate, which has
    /// no encoding in UTF-8, is replaced.
    private static String printable(String name) {
        return name.codePoints()
                .limit(LONGEST_NAME)
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
