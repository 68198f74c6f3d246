package dev.lifeguard.http;

/// The problem that belongs to a bare HTTP status, for where the framework decides and says no more than a
/// number.
final class StatusProblem {
    private StatusProblem() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemKind.UNAUTHENTICATED, "Send a header \"Authorization: Bearer <token>\".");
            case 403 -> Problem.of(ProblemKind.FORBIDDEN, "This request is not allowed.");
            case 404 -> Problem.of(ProblemKind.NOT_FOUND, "There is no such route.");
            case 405 -> Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "The route exists, but not for this method.");
            case 406 -> Problem.of(ProblemKind.NOT_ACCEPTABLE, "The route gives no format that \"Accept\" names.");
            case 413 -> Problem.of(ProblemKind.BODY_TOO_LARGE, "A body may have 1 MB at the most.");
            case 414 -> Problem.of(ProblemKind.URI_TOO_LONG, "A request line may have 4,096 bytes at the most.");
            case 415 ->
                Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "The route does not take this \"Content-Type\".");
            case 431 -> Problem.of(ProblemKind.HEADERS_TOO_LARGE, "Headers may have 8 kB at the most.");
            case 503 -> Problem.of(ProblemKind.STOPPING, "This instance is shutting down.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ProblemKind.MALFORMED_REQUEST, "The request cannot be read as it was sent.")
                        : Problem.of(ProblemKind.INTERNAL, "The request id leads to the cause in the log.");
        };
    }
}
