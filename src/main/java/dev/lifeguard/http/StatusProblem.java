package dev.lifeguard.http;

/// The problem for a bare HTTP status, which is all that the framework gives when it refuses a request.
final class StatusProblem {
    private StatusProblem() {}

    static Problem of(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemKind.UNAUTHENTICATED, "Send a header \"Authorization: Bearer <token>\".");
            case 403 -> Problem.of(ProblemKind.FORBIDDEN, "This request is not allowed.");
            case 404 -> Problem.of(ProblemKind.NOT_FOUND, "There is no such route.");
            case 405 -> Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "The route does not take this method.");
            case 406 -> Problem.of(ProblemKind.NOT_ACCEPTABLE, "The route produces no format that \"Accept\" names.");
            case 413 -> Problem.of(ProblemKind.BODY_TOO_LARGE, "A body may have at most 1 MB.");
            case 414 -> Problem.of(ProblemKind.URI_TOO_LONG, "A request line may have at most 4,096 bytes.");
            case 415 ->
                Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "The route does not take this \"Content-Type\".");
            case 431 -> Problem.of(ProblemKind.HEADERS_TOO_LARGE, "Headers may have at most 8 kB.");
            case 503 -> Problem.of(ProblemKind.STOPPING, "This instance is shutting down.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ProblemKind.MALFORMED_REQUEST, "The request cannot be read.")
                        : Problem.of(ProblemKind.INTERNAL, "The log has the cause under the request id.");
        };
    }
}
