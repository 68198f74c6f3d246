package dev.lifeguard.customers.transfer;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The lines that are not taken: how many, and what is wrong with the first of them.
final class RejectedLines {
    static final int MOST_ERRORS = 1000;

    /// Stands for the line as a whole, where no single field is the matter.
    static final String WHOLE_LINE = "line";

    private final List<FieldError> errors = new ArrayList<>();
    private long lines;

    /// One more line, and all that is wrong with it.
    void add(List<FieldError> faults) {
        lines++;
        errors.addAll(faults.subList(0, Math.min(faults.size(), MOST_ERRORS - errors.size())));
    }

    /// The same, and more lines of which the first are known.
    RejectedLines and(long more, List<FieldError> theirErrors) {
        RejectedLines all = new RejectedLines();
        all.lines = lines + more;
        all.errors.addAll(errors);
        all.errors.addAll(theirErrors);
        all.errors.sort(Comparator.comparing(error -> Objects.requireNonNull(error.line())));
        all.errors
                .subList(Math.min(MOST_ERRORS, all.errors.size()), all.errors.size())
                .clear();
        return all;
    }

    long lines() {
        return lines;
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /// Refuses the whole file for their sake.
    ProblemException asProblem() {
        return Problem.of(
                        ProblemKind.INVALID_CONTENT,
                        "%,d of the lines are not valid, and nothing was changed.".formatted(lines))
                .with(errors)
                .asException();
    }
}
