package dev.lifeguard.database;

import dev.lifeguard.connections.SqlState;
import dev.lifeguard.http.Problem;
import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import dev.lifeguard.pool.NotServedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Converts a failure of the gate or of the database to a problem. The SQLState decides which one; the
/// server's own message goes to the log only.
///
/// Constraints are named `<table>_<column>_<unique|check|reference>`, so the name of a violated
/// constraint contains the field.
final class SqlProblem {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    private SqlProblem() {}

    static Throwable of(Throwable failure) {
        if (failure instanceof ProblemException) {
            return failure;
        }
        if (failure instanceof NotServedException notServed) {
            return of(notServed);
        }
        String state = SqlState.of(failure).orElse("");
        Problem problem = switch (state) {
            case "23505" -> field(ProblemKind.CONFLICT, failure, "is already taken");
            case "23503", "23001" ->
                field(ProblemKind.CONFLICT, failure, "refers to a record that does not exist, or is still referred to");
            case "23514", "23502" -> field(ProblemKind.INVALID_CONTENT, failure, "has a value that is not allowed");
            case "40001", "40P01", "55P03" ->
                Problem.of(ProblemKind.CONFLICT, "The change collided with concurrent changes, and so did its retries.")
                        .retryAfter(SOON);
            case SqlState.QUERY_CANCELED ->
                Problem.of(ProblemKind.STATEMENT_TIMEOUT, "The statement took too long and was cancelled.");
            case SqlState.READ_ONLY ->
                Problem.of(ProblemKind.DATABASE_REJECTS, "The database is read-only at the moment.")
                        .retryAfter(LATER);
            default -> byClass(state, failure);
        };
        return problem.causedBy(failure);
    }

    private static Throwable of(NotServedException e) {
        ProblemKind kind = e.refusal()
                .map(reason -> switch (reason) {
                    case STARTING -> ProblemKind.STARTING;
                    case STOPPING -> ProblemKind.STOPPING;
                    case QUEUE_FULL, WAIT_FORESEEN -> ProblemKind.POOL_BUSY;
                })
                .orElse(ProblemKind.POOL_BUSY);
        return Problem.of(kind, String.valueOf(e.getMessage()))
                .retryAfter(e.retryAfter())
                .asException();
    }

    private static Problem byClass(String state, Throwable failure) {
        if (SqlState.isRejection(failure)) {
            return Problem.of(ProblemKind.DATABASE_REJECTS, "The database rejects the service.")
                    .retryAfter(LATER);
        }
        if (SqlState.isConnectionLost(failure)) {
            return Problem.of(
                            ProblemKind.DATABASE_UNREACHABLE,
                            "The database refused the connection, dropped it, or did not answer.")
                    .retryAfter(SOON);
        }
        if (state.startsWith("22")) {
            return Problem.of(ProblemKind.INVALID_CONTENT, "A value is out of range or malformed.");
        }
        if (state.isEmpty() && failure instanceof java.sql.SQLException) {
            return Problem.of(
                            ProblemKind.DATABASE_UNREACHABLE, "No connection to the database could be opened in time.")
                    .retryAfter(SOON);
        }
        return Problem.of(
                ProblemKind.INTERNAL, "An unexpected error occurred. The log has the cause under the request id.");
    }

    private static Problem field(ProblemKind kind, Throwable failure, String message) {
        String field = violated(failure).orElse("");
        return field.isEmpty()
                ? Problem.of(kind, "A value of the record " + message + ".")
                : Problem.of(kind, "The field \"%s\" %s.".formatted(field, message))
                        .with(List.of(new FieldError(field, message)));
    }

    private static Optional<String> violated(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException e && e.getServerErrorMessage() != null) {
                return fieldOf(e.getServerErrorMessage());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fieldOf(ServerErrorMessage message) {
        if (message.getColumn() != null) {
            return Optional.of(message.getColumn());
        }
        String constraint = message.getConstraint();
        String table = message.getTable();
        if (constraint == null || table == null || !constraint.startsWith(table + "_")) {
            return Optional.empty();
        }
        String rest = constraint.substring(table.length() + 1);
        int end = rest.lastIndexOf('_');
        return end < 1 ? Optional.empty() : Optional.of(rest.substring(0, end));
    }
}
