package dev.lifeguard.pool;

import dev.lifeguard.history.Timings;
import dev.lifeguard.work.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands waiters to database threads: which waiter is next, which lane may have another connection, and the
/// accounts of both. A unit of work is taken once, and ends in exactly one of [#giveBack] and [#couldNotServe].
///
/// Safe for use by several threads, without a lock.
final class Dispatch {
    private static final Lane[] LANES = Lane.values();

    private final Queues queues = new Queues();
    private final Turns turns = new Turns();
    private final Slots slots;
    private final PoolCounts counts;
    private final Timings timings;
    private final Pace pace;

    Dispatch(Slots slots, PoolCounts counts, Timings timings, Pace pace) {
        this.slots = slots;
        this.counts = counts;
        this.timings = timings;
        this.pace = pace;
    }

    /// A unit of work that has been taken out of its queue, and the requests that it serves.
    record Taken(Waiter waiter, List<PendingRequest<?>> requests) {
        Lane lane() {
            return waiter.lane();
        }
    }

    Queues queues() {
        return queues;
    }

    Slots slots() {
        return slots;
    }

    /// Whether there is a waiter that may have a connection.
    boolean hasWork() {
        for (Lane lane : LANES) {
            if (isCandidate(lane)) {
                return true;
            }
        }
        return false;
    }

    private boolean isCandidate(Lane lane) {
        return !queues.isEmpty(lane) && slots.permits(lane);
    }

    /// The lane that is served next; null if no waiter may have a connection.
    @Nullable
    Lane next() {
        return turns.next(this::isCandidate, slots.shares(), slots.leases());
    }

    /// Whether a lane below the first has less than its guaranteed share, which it gets however fast the others are.
    boolean isOwed(Lane lane) {
        return lane != LANES[0] && slots.shares().isShort(lane, slots.leases());
    }

    /// Takes the next unit of work for a connection that is there; null if no waiter may have it.
    @Nullable
    Taken take() {
        Taken taken = takeNext();
        if (taken != null) {
            counts.leased();
            stoppedWaiting(taken);
        }
        return taken;
    }

    private @Nullable Taken takeNext() {
        Lane lane;
        while ((lane = next()) != null) {
            if (slots.take(lane)) {
                Taken taken = takeFrom(lane);
                if (taken != null) {
                    turns.served(lane, this::isCandidate);
                    return taken;
                }
                slots.give(lane);
            }
        }
        return null;
    }

    private @Nullable Taken takeFrom(Lane lane) {
        Waiter waiter = queues.poll(lane);
        if (waiter == null) {
            return null;
        }
        List<PendingRequest<?>> requests = waiter.take();
        return requests.isEmpty() ? null : new Taken(waiter, requests);
    }

    private void stoppedWaiting(Taken taken) {
        taken.requests().forEach(request -> counts.stoppedWaiting(taken.lane()));
    }

    /// The lease has ended and the connection is back. Called before results are delivered.
    ///
    /// @param answered whether the database has answered
    void giveBack(Taken taken, Lease lease, boolean answered, long now) {
        counts.returned(taken.requests().size());
        slots.give(taken.lane());
        if (answered) {
            counts.answered(now);
        }
        long share = lease.elapsedNanos(now) / lease.requests();
        long executed = lease.executedNanos(now) / lease.requests();
        pace.leased(taken.lane(), share);
        for (PendingRequest<?> request : taken.requests()) {
            timings.served(request.request(), request.waitedNanos(lease.sinceNanos()), share, executed);
        }
    }

    /// The connection for a unit of work was dead, and there is no other.
    void couldNotServe(Taken taken, Exception failure) {
        counts.leaseFailed();
        slots.give(taken.lane());
        fail(taken, failure);
    }

    /// No connection can be opened, and the pool has none: fails the waiters that have waited since before the
    /// attempt, and at least one.
    void failWaiters(Exception failure, long attemptBegun) {
        Taken taken;
        do {
            taken = takeNext();
            if (taken != null) {
                slots.give(taken.lane());
                stoppedWaiting(taken);
                fail(taken, failure);
            }
        } while (taken != null && taken.waiter().waitedNanos(attemptBegun) > 0);
    }

    private void fail(Taken taken, Exception failure) {
        counts.failed(taken.requests().size());
        for (PendingRequest<?> request : taken.requests()) {
            timings.notServed(request.request(), request.waited().toNanos());
            Delivery.fail(request, failure);
        }
    }
}
