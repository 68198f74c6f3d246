package dev.lifeguard.pool;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// Why the database could not be used, on one line and without what an operator should not read in an answer.
public final class Reason {
    private static final int LENGTH = 200;

    private Reason() {}

    /// The message of the innermost exception of the driver, or else of any.
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
