package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The lines that are rejected: how many, and the faults of the first of them.
final class RejectedLines {
    static final int MAX_ERRORS = 1000;

    /// Names the line as a whole, where no single field is at fault.
    static final String WHOLE_LINE = "line";

    private final List<FieldError> errors = new ArrayList<>();
    private long lines;

    /// Adds a line and its faults.
    void add(List<FieldError> faults) {
        lines++;
        errors.addAll(faults.subList(0, Math.min(faults.size(), MAX_ERRORS - errors.size())));
    }

    /// A copy with more lines, and with the errors that are known of those.
    RejectedLines and(long more, List<FieldError> moreErrors) {
        RejectedLines all = new RejectedLines();
        all.lines = lines + more;
        all.errors.addAll(errors);
        all.errors.addAll(moreErrors);
        all.errors.sort(Comparator.comparing(error -> Objects.requireNonNull(error.line())));
        all.errors
                .subList(Math.min(MAX_ERRORS, all.errors.size()), all.errors.size())
                .clear();
        return all;
    }

    long lines() {
        return lines;
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /// The problem that refuses the whole file.
    ProblemException asProblem() {
        return Problem.of(ProblemKind.INVALID_CONTENT, "%,d lines are not valid. Nothing was changed.".formatted(lines))
                .with(errors)
                .asException();
    }
}
