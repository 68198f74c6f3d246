package dev.lifeguard.advice;

import java.time.Duration;

/// How quickly autosizing moves. Growing is quick, because requests wait meanwhile; shrinking is slow,
/// because a lull is not the end of the day, and a connection too many for some minutes costs little.
///
/// @param growAfter how long after a step the pool may grow again
/// @param shrinkAfter for how long less must have been enough before it shrinks
/// @param refusedFor for how long it stays at what the server let it have
public record AutosizingPace(Duration growAfter, Duration shrinkAfter, Duration refusedFor) {
    public static final AutosizingPace NORMAL =
            new AutosizingPace(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

    public AutosizingPace {
        Checks.atLeast(1, "growAfter in nanoseconds", growAfter.toNanos());
        Checks.atLeast(1, "shrinkAfter in nanoseconds", shrinkAfter.toNanos());
        Checks.atLeast(1, "refusedFor in nanoseconds", refusedFor.toNanos());
    }

    /// Half of the size at the most, but at least one, so that a small pool is not stuck.
    static int grown(int size) {
        return size + Math.max(1, size / 2);
    }

    /// A quarter of the size at the most, but at least one.
    static int shrunk(int size) {
        return size - Math.max(1, size / 4);
    }
}
