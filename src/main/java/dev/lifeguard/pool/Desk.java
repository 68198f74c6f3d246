package dev.lifeguard.pool;

import dev.lifeguard.pool.Dispatch.Taken;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The inner side of the gate, where database threads are given units of work and bring connections back.
///
/// Safe for use by several threads.
final class Desk {
    private final Dispatch dispatch;
    private final Crew crew;
    private final Pace pace;
    private final PoolCounts counts;
    private final PoolTimings timings;
    private final LongSupplier openConnections;
    private volatile boolean draining;

    /// @param openConnections how many connections the pool has
    Desk(
            Dispatch dispatch,
            Crew crew,
            Pace pace,
            PoolCounts counts,
            PoolTimings timings,
            LongSupplier openConnections) {
        this.dispatch = dispatch;
        this.crew = crew;
        this.pace = pace;
        this.counts = counts;
        this.timings = timings;
        this.openConnections = openConnections;
    }

    Crew crew() {
        return crew;
    }

    /// Whether a database thread has something to do.
    boolean hasWork() {
        return dispatch.hasWork();
    }

    /// Nothing new comes: who finds nothing to do is done.
    void drain() {
        draining = true;
        crew.wakeAll();
    }

    /// Whether there will never be anything to do again.
    boolean isDrained() {
        return draining && !dispatch.hasWork();
    }

    /// Lends a connection that is there to whoever is next; null if nobody wants it or may have it.
    @Nullable
    Taken take() {
        Taken taken = dispatch.take();
        if (taken != null) {
            counts.lent();
            stoppedWaiting(taken);
            crew.callIfItPays();
        }
        return taken;
    }

    private void stoppedWaiting(Taken taken) {
        taken.clients().forEach(client -> counts.stoppedWaiting(taken.lane()));
    }

    /// The connection is back. Called before the clients are told.
    ///
    /// @param answered whether the database has answered
    void returned(Taken taken, Hold hold, boolean answered, long now) {
        int requests = taken.clients().size();
        counts.returned(requests);
        dispatch.give(taken.lane());
        if (answered) {
            counts.answered(now);
        }
        pace.held(taken.lane(), hold.elapsedNanos(now) / requests);
        timings.served(taken.clients(), hold, now);
    }

    /// No connection could be opened. If the pool has others, they serve all who wait, and nothing is opened for a
    /// while; if it has none, those are told who have waited since before the attempt, and at least one of them.
    ///
    /// @return whether it is worth trying again
    boolean couldNotBorrow(Exception failure, long begun) {
        crew.couldNotOpen();
        counts.couldNotOpen(failure);
        boolean anotherMayGetOne = SqlState.isTooManyConnections(failure) && crew.atWork() > 1;
        if (anotherMayGetOne || openConnections.getAsLong() > 0 || counts.anyAnswerSince(begun)) {
            return false;
        }
        Taken taken;
        do {
            taken = dispatch.take();
            if (taken != null) {
                dispatch.give(taken.lane());
                stoppedWaiting(taken);
                fail(taken, failure);
            }
        } while (taken != null && taken.waiter().waitedNanos(begun) > 0);
        return true;
    }

    /// The connection turned out to be dead, and there is no other for the unit that had been lent it.
    void couldNotServe(Taken taken, Exception failure) {
        counts.notLent();
        dispatch.give(taken.lane());
        fail(taken, failure);
    }

    private void fail(Taken taken, Exception failure) {
        counts.failed(taken.clients().size());
        for (Client<?> client : taken.clients()) {
            timings.inVain(client);
            Delivery.fail(client, failure);
        }
    }
}
