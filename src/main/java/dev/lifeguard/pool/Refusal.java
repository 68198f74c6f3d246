package dev.lifeguard.pool;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// What those are told whom the gate turns away.
final class Refusal {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private Refusal() {}

    static ProblemException starting() {
        return Problem.of(ProblemKind.STARTING, "The database has not been reached and migrated yet.")
                .retryAfter(Duration.ofSeconds(2))
                .asException();
    }

    static ProblemException stopping() {
        return Problem.of(ProblemKind.STOPPING, "This instance is shutting down.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }

    static ProblemException tooManyWait(int waiting, Duration expected) {
        return busy("%d requests wait for a connection already, which is the limit.".formatted(waiting), expected);
    }

    static ProblemException wouldWaitTooLong(Duration expected, Duration limit, int waiting) {
        String detail = "A connection is expected to come free in %d ms, and none may wait longer than %d ms; %d wait."
                .formatted(expected.toMillis(), limit.toMillis(), waiting);
        return busy(detail, expected);
    }

    /// @param who has the connections
    static ProblemException waitedTooLong(Duration limit, String who, Duration expected) {
        return busy("No connection came free within %d ms; %s.".formatted(limit.toMillis(), who), expected);
    }

    private static ProblemException busy(String detail, Duration expected) {
        return Problem.of(ProblemKind.POOL_BUSY, detail)
                .retryAfter(pause(expected, ThreadLocalRandom.current().nextDouble(1.0, 1.5)))
                .asException();
    }

    /// When to come back: as long as the queue is expected to take, and not the same for all, so that they do not
    /// come back together.
    static Duration pause(Duration expected, double jitter) {
        long nanos = (long) (expected.toNanos() * jitter);
        return Duration.ofNanos(Math.clamp(nanos, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
    }
}
