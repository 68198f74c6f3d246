package dev.lifeguard.connections;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// Why the database could not be used, in one line that may be shown to an operator.
public final class FailureReason {
    private static final int LENGTH = 200;

    private FailureReason() {}

    /// The message of the innermost exception of the driver; without one, of the innermost exception.
    public static String of(Throwable failure) {
        Throwable best = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException || !(best instanceof SQLException)) {
                best = cause;
            }
        }
        String message =
                String.valueOf(best.getMessage()).replaceAll("\\s+", " ").strip();
        return message.length() <= LENGTH ? message : message.substring(0, LENGTH) + "…";
    }
}
