package dev.lifeguard.pool;

import dev.lifeguard.connections.SqlState;
import dev.lifeguard.history.Peaks;
import dev.lifeguard.work.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the gate counts itself, as Agroal's own numbers mean something else: its "max used" is a size, and its waiting
/// times leave out the requests that timed out.
///
/// Safe for use by several threads. Each count is exact; several read together may be a moment apart.
@ApplicationScoped
public class PoolCounts {
    private static final LongAdder NEVER = new LongAdder();

    private final AtomicIntegerArray waiting = new AtomicIntegerArray(Lane.values().length);
    private final AtomicInteger inUse = new AtomicInteger();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder served = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final Map<Refused, LongAdder> refused = new ConcurrentHashMap<>();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder cancellations = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder leaks = new LongAdder();
    private final LongAdder notOpened = new LongAdder();
    private final AtomicLong lastTooMany = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong lastNotServed = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
    private final Peaks peaks;

    private record Refused(Lane lane, RefusalReason reason) {}

    PoolCounts(Peaks peaks) {
        this.peaks = peaks;
    }

    void attempted() {
        attempts.increment();
    }

    void startedWaiting(Lane lane) {
        waiting.incrementAndGet(lane.rank());
    }

    void stoppedWaiting(Lane lane) {
        waiting.decrementAndGet(lane.rank());
    }

    void leased() {
        peaks.note(inUse.incrementAndGet());
    }

    /// A leased connection turned out to be dead.
    void leaseFailed() {
        inUse.decrementAndGet();
    }

    /// @param requests how many the lease served
    void returned(int requests) {
        served.add(requests);
        inUse.decrementAndGet();
    }

    /// The database has just answered something.
    void answered(long now) {
        lastAnswer.lazySet(now);
    }

    /// Whether the database has answered something since a moment.
    public boolean anyAnswerSince(long nanos) {
        return lastAnswer.get() - nanos > 0;
    }

    /// A request was refused at once.
    void refused(Lane lane, RefusalReason reason) {
        refused.computeIfAbsent(new Refused(lane, reason), key -> new LongAdder())
                .increment();
        if (reason.isPoolBusy()) {
            refusals.increment();
            lastNotServed.set(System.nanoTime());
        }
    }

    /// How many requests of a lane were refused at once for a reason.
    public long refusals(Lane lane, RefusalReason reason) {
        return refused.getOrDefault(new Refused(lane, reason), NEVER).sum();
    }

    void timedOut() {
        timeouts.increment();
        lastNotServed.set(System.nanoTime());
    }

    void cancelled() {
        cancellations.increment();
    }

    void failed(int requests) {
        failures.add(requests);
    }

    /// A lease has lasted too long.
    void leaked() {
        leaks.increment();
    }

    /// A connection could not be opened.
    void couldNotOpen(Throwable failure) {
        notOpened.increment();
        if (SqlState.isTooManyConnections(failure)) {
            lastTooMany.set(System.nanoTime());
        }
    }

    /// Whether the server has refused a connection since a moment because it has too many.
    public boolean anyTooManySince(long nanos) {
        long last = lastTooMany.get();
        return last != Long.MIN_VALUE && last - nanos > 0;
    }

    public PoolTotals totals() {
        return new PoolTotals(
                attempts.sum(),
                served.sum(),
                refusals.sum(),
                timeouts.sum(),
                cancellations.sum(),
                failures.sum(),
                notOpened.sum(),
                leaks.sum());
    }

    public int waiting() {
        int all = 0;
        for (int i = 0; i < waiting.length(); i++) {
            all += waiting.get(i);
        }
        return all;
    }

    public int waiting(Lane lane) {
        return waiting.get(lane.rank());
    }

    public int inUse() {
        return inUse.get();
    }

    long attempts() {
        return attempts.sum();
    }

    long served() {
        return served.sum();
    }

    long refusals() {
        return refusals.sum();
    }

    long timeouts() {
        return timeouts.sum();
    }

    long cancellations() {
        return cancellations.sum();
    }

    /// Requests that failed because no connection could be opened.
    long failures() {
        return failures.sum();
    }

    /// Whether a request was refused or timed out within this time.
    public boolean anyNotServedWithin(Duration time) {
        long last = lastNotServed.get();
        return last != Long.MIN_VALUE && System.nanoTime() - last < time.toNanos();
    }
}
