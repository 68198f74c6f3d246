package dev.lifeguard.advice;

import java.time.Duration;

/// How quickly autosizing acts. It grows quickly, because requests are waiting. It shrinks slowly,
/// because low demand may be short, and an unused connection costs little for some minutes.
///
/// @param growAfter how long after a step the pool may grow again
/// @param shrinkAfter for how long fewer connections must have been enough before it shrinks
/// @param refusedFor for how long it keeps to the size at which the server refused more
public record AutosizingPace(Duration growAfter, Duration shrinkAfter, Duration refusedFor) {
    public static final AutosizingPace NORMAL =
            new AutosizingPace(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

    public AutosizingPace {
        Checks.atLeast(1, "growAfter in nanoseconds", growAfter.toNanos());
        Checks.atLeast(1, "shrinkAfter in nanoseconds", shrinkAfter.toNanos());
        Checks.atLeast(1, "refusedFor in nanoseconds", refusedFor.toNanos());
    }

    /// The next larger size: at most half as large again, and at least one more, so that a small pool
    /// can grow.
    static int grown(int size) {
        return size + Math.max(1, size / 2);
    }

    /// The next smaller size: at most a quarter smaller, and at least one less.
    static int shrunk(int size) {
        return size - Math.max(1, size / 4);
    }
}
