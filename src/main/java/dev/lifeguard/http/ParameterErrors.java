package dev.lifeguard.http;

import dev.lifeguard.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with the parameters of one request, so that a client hears of all of it at once. Parameters that
/// are read by themselves, such as those of a path, are better off with their type (see `TypedParameters`).
///
/// For one thread.
public final class ParameterErrors {
    private final List<FieldError> errors = new ArrayList<>();

    /// Reads a parameter that may be left out; null stands for one that was.
    ///
    /// @param complaint what to say if it cannot be read
    /// @param parse empty, or an exception, if the text is something else
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

    /// Notes what is wrong with a parameter.
    public void add(String name, String complaint) {
        errors.add(new FieldError(name, complaint));
    }

    /// Whether nothing is wrong so far.
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /// Throws what was noted, if anything was.
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
