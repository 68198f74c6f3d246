package dev.lifeguard.http;

import dev.lifeguard.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the path and query parameters of one request and collects what is wrong with them, so that one
/// problem names every bad parameter. Routes take their parameters as texts: the framework would
/// convert them one by one, stop at the first bad one, and answer 404.
///
/// Not thread-safe.
public final class ParameterErrors {
    private static final int USUAL_LIMIT = 20;
    private static final int LARGEST_LIMIT = 200;

    private final List<FieldError> errors = new ArrayList<>();

    /// Reads an optional parameter; null means that it is absent.
    ///
    /// @param complaint the error message if the text cannot be read
    /// @param parse returns empty, or throws, if the text cannot be read
    public <T> Optional<T> read(
            String name, @Nullable String text, String complaint, Function<String, Optional<T>> parse) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = attempt(parse, text);
        if (value.isEmpty()) {
            add(name, complaint);
        }
        return value;
    }

    /// Reads `limit`, the size of a page of a list. The default is 20.
    public int limit(@Nullable String text) {
        return read(
                        "limit",
                        text,
                        "must be a whole number from 1 to %d".formatted(LARGEST_LIMIT),
                        it -> Optional.of(Integer.valueOf(it)).filter(number -> number >= 1 && number <= LARGEST_LIMIT))
                .orElse(USUAL_LIMIT);
    }

    /// Adds an error.
    public void add(String name, String complaint) {
        errors.add(new FieldError(name, complaint));
    }

    /// Whether no error has been found so far.
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /// Throws a problem that names every bad parameter, if there is one.
    public void check() {
        if (!isEmpty()) {
            String names = errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
            throw Problem.of(ProblemKind.INVALID_PARAMETER, "Not valid: " + names + ".")
                    .with(errors)
                    .asException();
        }
    }

    private static <T> Optional<T> attempt(Function<String, Optional<T>> parse, String text) {
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
