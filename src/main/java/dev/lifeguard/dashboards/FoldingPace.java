package dev.lifeguard.dashboards;

import java.util.concurrent.atomic.AtomicInteger;

/// Whether it is time to fold, and how much at once.
///
/// Rounds follow one another, on whichever thread.
final class FoldingPace {
    private static final int MOST = 10_000;
    private static final int FEWEST = 50;
    private static final int IDLE_ROUNDS = 30;

    /// No pod has written that often: the next round is due.
    private static final long UNKNOWN = -1;

    private final AtomicInteger idle = new AtomicInteger();
    private volatile int most = MOST;
    private volatile long written = UNKNOWN;

    /// Whether to fold in this round: at once where this pod has written, and now and then where it has not.
    ///
    /// @param writes how often this pod has written
    boolean isDue(long writes) {
        if (writes == written && idle.incrementAndGet() < IDLE_ROUNDS) {
            return false;
        }
        written = writes;
        idle.set(0);
        return true;
    }

    /// How many changes of each kind.
    int most() {
        return most;
    }

    /// Says that so many could be folded.
    ///
    /// @param more whether there may be more to do
    void succeeded(boolean more) {
        most = Math.min(MOST, most() * 2);
        if (more) {
            written = UNKNOWN;
        }
    }

    /// Says that so many were too many.
    void failed() {
        most = Math.max(FEWEST, most() / 2);
        written = UNKNOWN;
    }
}
