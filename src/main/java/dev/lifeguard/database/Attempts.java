package dev.lifeguard.database;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Does something again that found a record as it was a moment ago, which is no longer so.
public final class Attempts {
    private static final int MOST = 5;

    private Attempts() {}

    /// What may find that it has to look again.
    @FunctionalInterface
    public interface Attempt<T> {
        Optional<T> tried() throws SQLException;
    }

    public static <T> T run(Attempt<T> attempt) throws SQLException {
        for (int tries = 0; tries < MOST; tries++) {
            Optional<T> result = attempt.tried();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw Problem.of(ProblemKind.CONFLICT, "The record changes faster than it could be looked at. Try again.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }
}
