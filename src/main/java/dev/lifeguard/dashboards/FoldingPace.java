package dev.lifeguard.dashboards;

import java.util.concurrent.atomic.AtomicInteger;

/// Decides whether a round folds, and how many deltas it takes.
///
/// Rounds never overlap, but may run on different threads.
final class FoldingPace {
    private static final int MAX_BATCH = 10_000;
    private static final int MIN_BATCH = 50;
    private static final int IDLE_ROUNDS = 30;

    /// Differs from every write count, so the next round is due.
    private static final long UNKNOWN = -1;

    private final AtomicInteger idle = new AtomicInteger();
    private volatile int batch = MAX_BATCH;
    private volatile long written = UNKNOWN;

    /// Whether to fold in this round: always if this pod has written since the last fold, else every
    /// thirtieth round.
    ///
    /// @param writes the write count of this pod
    boolean isDue(long writes) {
        if (writes == written && idle.incrementAndGet() < IDLE_ROUNDS) {
            return false;
        }
        written = writes;
        idle.set(0);
        return true;
    }

    /// How many deltas of each table to fold at most.
    int batch() {
        return batch;
    }

    /// Doubles the batch after a success.
    ///
    /// @param more whether deltas may be left
    void succeeded(boolean more) {
        batch = Math.min(MAX_BATCH, batch() * 2);
        if (more) {
            written = UNKNOWN;
        }
    }

    /// Halves the batch after a failure.
    void failed() {
        batch = Math.max(MIN_BATCH, batch() / 2);
        written = UNKNOWN;
    }
}
