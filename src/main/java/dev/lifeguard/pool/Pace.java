package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// How fast connections come free, and how long it takes to wake another thread. From these two follows
/// whether another thread pays: only if it runs before a busy connection is free again.
///
/// Both times are measured while the service runs, so there is nothing to tune. Safe for use by several
/// threads; when two measurements collide one may be lost, which a mean tolerates.
class Pace {
    private static final int SMOOTHING = 16;
    private static final int WAKE_SMOOTHING = 8;
    private static final int ENOUGH = 10;
    private static final long SHORTEST_WAKE = 5_000;
    private static final long LONGEST_WAKE = 5_000_000;
    private static final long FIRST_WAKE = 50_000;
    private static final double LONGEST_WAIT = 3600e9;

    private final AtomicLongArray lease = new AtomicLongArray(Lane.values().length);
    private final AtomicIntegerArray known = new AtomicIntegerArray(Lane.values().length);
    private final AtomicLong wake = new AtomicLong(FIRST_WAKE);

    /// Records how long a connection was leased for a request.
    void leased(Lane lane, long nanos) {
        int i = lane.rank();
        long mean = lease.get(i);
        lease.set(i, known.get(i) == 0 ? nanos : mean + (nanos - mean) / SMOOTHING);
        if (known.get(i) < ENOUGH) {
            known.incrementAndGet(i);
        }
    }

    /// Records how long a thread took from being woken to running.
    void woke(long nanos) {
        long sane = Math.clamp(nanos, SHORTEST_WAKE, LONGEST_WAKE);
        wake.accumulateAndGet(sane, (mean, latest) -> mean + (latest - mean) / WAKE_SMOOTHING);
    }

    long wakeNanos() {
        return wake.get();
    }

    long leaseNanos(Lane lane) {
        return lease.get(lane.rank());
    }

    /// How often a leased connection comes free, in times per nanosecond. A lease that has already lasted longer than
    /// usual is expected to last as long again, so that a lane which is stuck does not count as fast.
    ///
    /// @param elapsedNanos how long the lease has lasted
    /// @param requests how many requests it serves
    double rate(Lane lane, long elapsedNanos, int requests) {
        return 1.0 / Math.max(1, Math.max(leaseNanos(lane), elapsedNanos / requests));
    }

    /// The same for a thread that has been called and has no unit of work yet.
    double rateWhenWoken(Lane lane, long elapsedNanos) {
        return 1.0 / Math.max(wakeNanos() + leaseNanos(lane), elapsedNanos);
    }

    /// Whether a woken thread would run before a busy connection is free again.
    ///
    /// @param rate the sum over all active threads
    boolean oneMorePays(double rate) {
        return rate * wakeNanos() < 1;
    }

    /// Whether connections come free so often that with one thread less it would still be sooner than one can be
    /// woken.
    ///
    /// @param rate the sum over all active threads
    boolean oneLessPays(double rate) {
        return rate * wakeNanos() > 2;
    }

    /// How long the next request will wait; empty if too little has been measured to say.
    ///
    /// @param ahead how many requests wait before it in its lane
    /// @param rate how often connections come free that the lane has leased
    /// @param capacity how many connections the lane may have, if it has none
    Optional<Duration> expectedWait(Lane lane, int ahead, double rate, int capacity) {
        if (known.get(lane.rank()) < ENOUGH) {
            return Optional.empty();
        }
        double pace = rate > 0 ? rate : capacity * rate(lane, 0, 1);
        return Optional.of(Duration.ofNanos((long) Math.min((ahead + 1) / pace, LONGEST_WAIT)));
    }
}
