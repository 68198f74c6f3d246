package dev.lifeguard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that went wrong, described for a client: no SQL, no class name, no secret.
///
/// @param detail what was requested, what was found, what is allowed
/// @param errors the wrong fields, if the problem is about fields
/// @param retryAfter when to try again, if that helps
public record Problem(ProblemKind kind, String detail, List<FieldError> errors, Optional<Duration> retryAfter) {
    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), Optional.empty());
    }

    /// The same problem, with a time after which the client may try again.
    public Problem retryAfter(Duration pause) {
        return new Problem(kind, detail, errors, Optional.of(pause));
    }

    /// The same problem, with the wrong fields.
    public Problem with(List<FieldError> wrong) {
        return new Problem(kind, detail, wrong, retryAfter);
    }

    /// An exception that carries this problem.
    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    /// The same, with a cause for the log.
    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /// A wrong field.
    ///
    /// @param line the line number, if the body is a file of lines
    /// @param field its path in the JSON, or the name of the parameter or column
    /// @param message what is wrong, or what is allowed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(@Nullable Long line, String field, String message) {
        public FieldError(String field, String message) {
            this(null, field, message);
        }
    }
}
