package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// How fast connections come free, and how long it takes to set one more to work. From these two follows whether
/// one more pays: only if a woken thread runs before a busy connection is free again anyway.
///
/// Nothing here has to be tuned: both times are measured while the service runs. Safe for use by several threads;
/// measurements that collide may be lost, which a mean survives.
class Pace {
    private static final int SMOOTHING = 16;
    private static final int WAKE_SMOOTHING = 8;
    private static final int ENOUGH = 10;
    private static final long SHORTEST_WAKE = 5_000;
    private static final long LONGEST_WAKE = 5_000_000;
    private static final long FIRST_WAKE = 50_000;
    private static final double LONGEST_WAIT = 3600e9;

    private final AtomicLongArray hold = new AtomicLongArray(Lane.values().length);
    private final AtomicIntegerArray known = new AtomicIntegerArray(Lane.values().length);
    private final AtomicLong wake = new AtomicLong(FIRST_WAKE);

    /// Takes in how long a connection was held for a request.
    void held(Lane lane, long nanos) {
        int i = lane.rank();
        long mean = hold.get(i);
        hold.set(i, known.get(i) == 0 ? nanos : mean + (nanos - mean) / SMOOTHING);
        if (known.get(i) < ENOUGH) {
            known.incrementAndGet(i);
        }
    }

    /// Takes in how long a thread took from being woken to running.
    void woke(long nanos) {
        long sane = Math.clamp(nanos, SHORTEST_WAKE, LONGEST_WAKE);
        wake.accumulateAndGet(sane, (mean, latest) -> mean + (latest - mean) / WAKE_SMOOTHING);
    }

    long wakeNanos() {
        return wake.get();
    }

    long holdNanos(Lane lane) {
        return hold.get(lane.rank());
    }

    /// How many times a second, as it were in nanoseconds, a connection at work comes free. Whoever has held one for
    /// longer than is usual is taken to need as long again, so that a lane which is stuck does not count as fast.
    ///
    /// @param elapsedNanos how long it has been lent
    /// @param requests how many requests it serves at once
    double rate(Lane lane, long elapsedNanos, int requests) {
        return 1.0 / Math.max(1, Math.max(holdNanos(lane), elapsedNanos / requests));
    }

    /// The same for a thread that was woken and has no connection yet.
    double rateWhenWoken(Lane lane, long elapsedNanos) {
        return 1.0 / Math.max(wakeNanos() + holdNanos(lane), elapsedNanos);
    }

    /// Whether a woken thread would run before a busy connection is free again.
    ///
    /// @param rate the sum over all that is at work
    boolean oneMorePays(double rate) {
        return rate * wakeNanos() < 1;
    }

    /// Whether a connection comes free so often that with one less it would still be sooner than a thread can be
    /// woken.
    ///
    /// @param rate the sum over all that is at work
    boolean oneLessPays(double rate) {
        return rate * wakeNanos() > 2;
    }

    /// How long the next to come will wait; empty if too little has been measured to say.
    ///
    /// @param ahead how many wait before it in its lane
    /// @param rate of what is at work for that lane
    /// @param capacity how many connections that lane may have, if none is at work
    Optional<Duration> expectedWait(Lane lane, int ahead, double rate, int capacity) {
        if (known.get(lane.rank()) < ENOUGH) {
            return Optional.empty();
        }
        double pace = rate > 0 ? rate : capacity * rate(lane, 0, 1);
        return Optional.of(Duration.ofNanos((long) Math.min((ahead + 1) / pace, LONGEST_WAIT)));
    }
}
