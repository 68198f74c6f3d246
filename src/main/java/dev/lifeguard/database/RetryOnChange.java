package dev.lifeguard.database;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Retries an attempt that failed because another request changed the record in the meantime.
public final class RetryOnChange {
    private static final int MAX_TRIES = 5;

    private RetryOnChange() {}

    /// Work that tries an attempt up to five times, and then fails with a problem of kind `conflict`.
    ///
    /// @param attempt returns empty if it has to be retried
    public static <T> SessionWork<T> of(SessionWork<Optional<T>> attempt) {
        return session -> retry(session, attempt);
    }

    private static <T> T retry(Session session, SessionWork<Optional<T>> attempt) throws SQLException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
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
