package dev.lifeguard.database;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Repeats an attempt that found that another request has changed the record in the meantime.
public final class RetryOnChange {
    private static final int MOST = 5;

    private RetryOnChange() {}

    /// Work that repeats an attempt a few times, and then fails with a problem of kind `conflict`.
    ///
    /// @param attempt returns empty if it has to be repeated
    public static <T> SessionWork<T> of(SessionWork<Optional<T>> attempt) {
        return session -> repeat(session, attempt);
    }

    private static <T> T repeat(Session session, SessionWork<Optional<T>> attempt) throws SQLException {
        for (int tries = 0; tries < MOST; tries++) {
            Optional<T> result = attempt.run(session);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw Problem.of(ProblemKind.CONFLICT, "Other requests keep changing the record. Try again.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }
}
