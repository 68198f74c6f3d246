package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// The database threads: who is at work, who rests, and whether one more or one less would be better. The last who
/// went to rest is the first to be called, so that few threads stay warm and the others sleep.
///
/// Safe for use by several threads.
final class Crew {
    private static final long NO_GROWTH_AFTER_FAILURE_NANOS = 1_000_000_000L;
    private static final int HELD_UP_AFTER_WAKES = 8;

    private final Pace pace;
    private final Dispatch dispatch;
    private final Recruiting recruiting;
    private final LongSupplier idleConnections;
    private final CopyOnWriteArrayList<DatabaseThread> threads = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<DatabaseThread> resting = new ConcurrentLinkedDeque<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicBoolean oneMayLeave = new AtomicBoolean();
    private volatile boolean calledSinceLook;
    private volatile long noGrowthUntil = System.nanoTime();

    /// How a thread is made.
    interface Recruiting {
        DatabaseThread recruit(int number, long now);
    }

    /// @param idleConnections how many connections are open and idle
    Crew(Pace pace, Dispatch dispatch, LongSupplier idleConnections, Recruiting recruiting) {
        this.pace = pace;
        this.dispatch = dispatch;
        this.idleConnections = idleConnections;
        this.recruiting = recruiting;
    }

    int atWork() {
        return atWork.get();
    }

    List<DatabaseThread> threads() {
        return threads;
    }

    /// Sets one more to work if somebody waits for it and it runs before a busy one is free again.
    void callIfItPays() {
        int capacity = dispatch.slots().shares().capacity();
        if ((resting.isEmpty() && threads.size() >= capacity) || !mayOpen()) {
            return;
        }
        Lane lane = dispatch.next();
        if (lane != null && isShortOfHands() && pays(lane)) {
            call(capacity, false);
        }
    }

    /// Whether more wait than threads are coming. One that is held up, as it opens a connection, is not waited for
    /// while another connection is idle.
    private boolean isShortOfHands() {
        Queues queues = dispatch.queues();
        long now = System.nanoTime();
        return queues.areLongerThan(coming(now, Long.MAX_VALUE))
                || (queues.areLongerThan(coming(now, HELD_UP_AFTER_WAKES * pace.wakeNanos()))
                        && idleConnections.getAsLong() > 0);
    }

    private boolean pays(Lane lane) {
        return dispatch.isOwed(lane) || pace.oneMorePays(rate(lane, System.nanoTime()));
    }

    /// A connection could not be opened: until a moment has passed, nobody is called who would have to open one.
    void couldNotOpen() {
        noGrowthUntil = System.nanoTime() + NO_GROWTH_AFTER_FAILURE_NANOS;
    }

    private boolean mayOpen() {
        return System.nanoTime() - noGrowthUntil > 0 || atWork.get() == 0 || idleConnections.getAsLong() > 0;
    }

    /// Those at work who have no unit of work yet, and were called no longer than this ago.
    private int coming(long now, long nanos) {
        int coming = 0;
        for (DatabaseThread thread : threads) {
            if (thread.isComing() && now - thread.calledAt() < nanos) {
                coming++;
            }
        }
        return coming;
    }

    /// How often connections come free, all that is at work taken together.
    ///
    /// @param lane what those are taken for who have no unit of work yet
    private double rate(Lane lane, long now) {
        double rate = 0;
        for (DatabaseThread thread : threads) {
            if (!thread.isResting()) {
                rate += thread.rate(pace, lane, now);
            }
        }
        return rate;
    }

    /// How often connections come free that are lent in a lane.
    double rateOf(Lane lane, long now) {
        double rate = 0;
        for (DatabaseThread thread : threads) {
            Hold hold = thread.hold();
            if (hold != null && hold.caller().lane() == lane) {
                rate += pace.rate(lane, hold.elapsedNanos(now), hold.requests());
            }
        }
        return rate;
    }

    /// Sets one more to work.
    ///
    /// @param onTrial for one unit of work only, unless it turns out that it pays
    /// @return false if there is none to be had
    private boolean call(int capacity, boolean onTrial) {
        if (atWork.get() >= capacity) {
            return false;
        }
        calledSinceLook = true;
        long now = System.nanoTime();
        DatabaseThread thread = resting.pollFirst();
        if (thread != null) {
            cameBack(thread);
            thread.call(now, onTrial);
            return true;
        }
        return recruit(capacity, now);
    }

    private synchronized boolean recruit(int capacity, long now) {
        if (threads.size() >= capacity) {
            return false;
        }
        DatabaseThread thread = recruiting.recruit(threads.size() + 1, now);
        atWork.incrementAndGet();
        threads.add(thread);
        thread.start();
        return true;
    }

    void cameToWork(long nanos) {
        pace.woke(nanos);
    }

    void rests(DatabaseThread thread) {
        thread.setResting(true);
        resting.addFirst(thread);
        atWork.decrementAndGet();
    }

    /// Lets one go to rest while others are at work.
    ///
    /// @return false if it is the last one
    boolean leaves(DatabaseThread thread) {
        thread.setResting(true); // first, so that nobody who looks meanwhile counts on this one
        int now = atWork.get();
        while (now > 1) {
            if (atWork.compareAndSet(now, now - 1)) {
                resting.addFirst(thread);
                return true;
            }
            now = atWork.get();
        }
        thread.setResting(false);
        return false;
    }

    /// Takes one back to work who has just gone to rest.
    ///
    /// @return false if somebody has called it meanwhile
    boolean comesBack(DatabaseThread thread) {
        if (!resting.remove(thread)) {
            return false;
        }
        cameBack(thread);
        return true;
    }

    /// Ends the rest of one for good, and has the others see whether they may go too.
    ///
    /// @return false if somebody has called it meanwhile
    boolean retires(DatabaseThread thread) {
        boolean goes = resting.remove(thread);
        if (goes) {
            wakeAll();
        }
        return goes;
    }

    private void cameBack(DatabaseThread thread) {
        thread.setResting(false);
        atWork.incrementAndGet();
    }

    /// Whether the one who asks should rest although there is something to do.
    boolean isOneTooMany(boolean onTrial) {
        return onTrial
                ? !pace.oneMorePays(rate(Lane.INTERACTIVE, System.nanoTime()))
                : oneMayLeave.get() && oneMayLeave.compareAndSet(true, false);
    }

    /// Judges now and then, while requests wait, whether fewer would do better; and calls somebody for a trial if
    /// nobody was called of late, so that it is known how long that takes.
    void look() {
        oneMayLeave.set(atWork.get() > 1 && pace.oneLessPays(rate(Lane.INTERACTIVE, System.nanoTime())));
        if (!calledSinceLook && mayOpen() && isShortOfHands()) {
            call(dispatch.slots().shares().capacity(), true);
        }
        calledSinceLook = false;
    }

    /// Goes on without one that has failed.
    void lost(DatabaseThread thread) {
        threads.remove(thread);
        atWork.decrementAndGet();
        callIfItPays();
    }

    void wakeAll() {
        threads.forEach(LockSupport::unpark);
    }
}
