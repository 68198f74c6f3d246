package dev.lifeguard.pool;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.connections.SqlState;
import dev.lifeguard.work.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The database threads: how many are active, and whether one more or one less would be better. Idle threads are
/// reused most recent first, so that few stay warm and the others sleep.
///
/// Safe for use by several threads.
final class DatabaseThreads {
    private static final long NO_GROWTH_AFTER_FAILURE_NANOS = 1_000_000_000L;
    private static final int HELD_UP_AFTER_WAKES = 8;

    private final Dispatch dispatch;
    private final ConnectionSource connections;
    private final PoolCounts counts;
    private final Pace pace;
    private final CopyOnWriteArrayList<DatabaseThread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicBoolean oneMayLeave = new AtomicBoolean();
    private volatile boolean calledSinceReconsidered;
    private volatile boolean draining;
    private volatile long noGrowthUntil = System.nanoTime();

    DatabaseThreads(Dispatch dispatch, ConnectionSource connections, PoolCounts counts, Pace pace) {
        this.dispatch = dispatch;
        this.connections = connections;
        this.counts = counts;
        this.pace = pace;
    }

    /// How many threads are not resting.
    int active() {
        return active.get();
    }

    List<DatabaseThread> all() {
        return threads;
    }

    Pace pace() {
        return pace;
    }

    /// Activates another thread if there is a waiter for it, and if it would run before a busy one is free again.
    void callIfItPays() {
        int capacity = dispatch.slots().shares().capacity();
        if ((threads.size() >= capacity && lastRested() == null) || !mayOpen()) {
            return;
        }
        Lane lane = dispatch.next();
        if (lane != null && isShortOfThreads() && pays(lane)) {
            call(capacity, false);
        }
    }

    /// Whether there are more waiters than threads on their way to take one. A thread that has been
    /// opening a connection for long does not count while another connection is idle.
    private boolean isShortOfThreads() {
        Queues queues = dispatch.queues();
        long now = System.nanoTime();
        return queues.areLongerThan(available(now, Long.MAX_VALUE))
                || (queues.areLongerThan(available(now, HELD_UP_AFTER_WAKES * pace.wakeNanos()))
                        && connections.idle() > 0);
    }

    private boolean pays(Lane lane) {
        return dispatch.isOwed(lane) || pace.oneMorePays(rate(lane, System.nanoTime()));
    }

    private boolean mayOpen() {
        return System.nanoTime() - noGrowthUntil > 0 || active.get() == 0 || connections.idle() > 0;
    }

    /// How many active threads have no unit of work, and have been without one for no longer than this.
    private int available(long now, long nanos) {
        int available = 0;
        for (DatabaseThread thread : threads) {
            if (thread.isAvailable(now, nanos)) {
                available++;
            }
        }
        return available;
    }

    /// How often connections come free, summed over all active threads.
    ///
    /// @param lane the lane that threads without a unit of work are taken to serve next
    private double rate(Lane lane, long now) {
        double rate = 0;
        for (DatabaseThread thread : threads) {
            rate += thread.rate(pace, lane, now);
        }
        return rate;
    }

    /// How often connections come free that are leased by a lane.
    double rateOf(Lane lane, long now) {
        double rate = 0;
        for (DatabaseThread thread : threads) {
            Lease lease = thread.lease();
            if (lease != null && lease.lane() == lane) {
                rate += pace.rate(lane, lease.elapsedNanos(now), lease.requests());
            }
        }
        return rate;
    }

    /// @param onTrial for one unit of work only, unless it turns out that another thread pays
    private void call(int capacity, boolean onTrial) {
        if (active.get() >= capacity) {
            return;
        }
        calledSinceReconsidered = true;
        long now = System.nanoTime();
        for (DatabaseThread thread = lastRested(); thread != null; thread = lastRested()) {
            if (thread.call(now, onTrial)) {
                active.incrementAndGet();
                LockSupport.unpark(thread);
                return;
            }
        }
        startOne(capacity, now);
    }

    /// The thread that went to rest last; null if none rests.
    private @Nullable DatabaseThread lastRested() {
        DatabaseThread last = null;
        long latest = 0;
        for (DatabaseThread thread : threads) {
            if (thread.state() instanceof DatabaseThread.Resting resting
                    && (last == null || resting.sinceNanos() - latest > 0)) {
                last = thread;
                latest = resting.sinceNanos();
            }
        }
        return last;
    }

    private synchronized void startOne(int capacity, long now) {
        if (threads.size() < capacity) {
            DatabaseThread thread = new DatabaseThread(this, dispatch, connections, threads.size() + 1, now);
            active.incrementAndGet();
            threads.add(thread);
            thread.start();
        }
    }

    /// A thread has gone to rest.
    void rested() {
        active.decrementAndGet();
    }

    /// A resting thread has gone back to work by itself.
    void cameBack() {
        active.incrementAndGet();
    }

    /// Lets a thread rest while others are active.
    ///
    /// @return false if it is the last active one
    boolean mayRest() {
        int now = active.get();
        while (now > 1) {
            if (active.compareAndSet(now, now - 1)) {
                return true;
            }
            now = active.get();
        }
        return false;
    }

    /// Whether a thread should rest although there are waiters, as the others serve them faster without it.
    boolean isOneTooMany(boolean onTrial) {
        return onTrial
                ? !pace.oneMorePays(rate(Lane.INTERACTIVE, System.nanoTime()))
                : oneMayLeave.get() && oneMayLeave.compareAndSet(true, false);
    }

    /// Decides now and then, while there are waiters, whether fewer threads would do better. If none
    /// was called of late, calls one on trial, so that it stays known how long waking one takes.
    void reconsider() {
        oneMayLeave.set(active.get() > 1 && pace.oneLessPays(rate(Lane.INTERACTIVE, System.nanoTime())));
        if (!calledSinceReconsidered && mayOpen() && isShortOfThreads()) {
            call(dispatch.slots().shares().capacity(), true);
        }
        calledSinceReconsidered = false;
    }

    /// A connection could not be borrowed. No thread that would have to open one is activated for a moment. If the
    /// pool has other connections, they serve the waiters; if it has none, the waiters fail.
    ///
    /// @return whether the thread should try again
    boolean couldNotBorrow(Exception failure, long begun) {
        noGrowthUntil = System.nanoTime() + NO_GROWTH_AFTER_FAILURE_NANOS;
        counts.couldNotOpen(failure);
        boolean anotherMayGetOne = SqlState.isTooManyConnections(failure) && active.get() > 1;
        if (anotherMayGetOne || connections.open() > 0 || counts.anyAnswerSince(begun)) {
            return false;
        }
        dispatch.failWaiters(failure, begun);
        return true;
    }

    /// Goes on without a thread that has failed.
    void lost(DatabaseThread thread) {
        threads.remove(thread);
        active.decrementAndGet();
        callIfItPays();
    }

    /// Ends all threads once nothing is left to do, and waits for them for a bounded time.
    void drain(Duration limit) throws InterruptedException {
        draining = true;
        wakeAll();
        long deadline = System.nanoTime() + limit.toNanos();
        for (DatabaseThread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        }
    }

    /// Whether there will never be anything to do again.
    boolean areDrained() {
        return draining && !dispatch.hasWork();
    }

    /// Has resting threads check whether they may end.
    void wakeAll() {
        threads.forEach(LockSupport::unpark);
    }
}
