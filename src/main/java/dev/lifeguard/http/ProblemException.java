package dev.lifeguard.http;

import org.jspecify.annotations.Nullable;

/// Carries a [Problem] to the client. It has no stack trace, as it is an expected outcome and not a defect.
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.kind().slug() + ": " + problem.detail(), cause, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
