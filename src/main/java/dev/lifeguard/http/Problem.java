package dev.lifeguard.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that went wrong, in words that are fit for a client: no SQL, no class name, no secret.
///
/// @param detail what was asked, what was found, what is allowed
/// @param errors which fields are wrong, where fields are the matter
/// @param retryAfter when to try again, where that helps
public record Problem(ProblemKind kind, String detail, List<FieldError> errors, Optional<Duration> retryAfter) {
    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), Optional.empty());
    }

    /// The same problem, worth another try after a while.
    public Problem retryAfter(Duration pause) {
        return new Problem(kind, detail, errors, Optional.of(pause));
    }

    /// The same problem, with the fields that are wrong.
    public Problem with(List<FieldError> wrong) {
        return new Problem(kind, detail, wrong, retryAfter);
    }

    /// As something to throw.
    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    /// As something to throw, with its cause for the log.
    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /// One field that is wrong.
    ///
    /// @param line where it is, if the body is a file of lines
    /// @param field its path in the JSON, or the name of the parameter or column
    /// @param message what it takes
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(@Nullable Long line, String field, String message) {
        public FieldError(String field, String message) {
            this(null, field, message);
        }
    }
}
