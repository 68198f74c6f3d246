package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.time.Duration;
import java.util.Optional;

/// Decides whether a request may join the queue. The queue is bounded, and a request that would time out is refused at
/// once.
///
/// Safe for use by several threads.
final class Admission {
    private static final int EVIDENCE = 8;

    private final PoolSettings settings;
    private final PoolCounts counts;
    private final Dispatch dispatch;
    private final DatabaseThreads threads;
    private final Pace pace;

    Admission(PoolSettings settings, PoolCounts counts, Dispatch dispatch, DatabaseThreads threads, Pace pace) {
        this.settings = settings;
        this.counts = counts;
        this.dispatch = dispatch;
        this.threads = threads;
        this.pace = pace;
    }

    /// Why the next request of a lane is refused; empty if it is admitted.
    Optional<NotServedException> refusal(Lane lane) {
        int waiting = counts.waiting();
        if (waiting >= settings.maxWaiting() + dispatch.slots().free()) {
            return Optional.of(NotServedException.queueFull(waiting, expectedWaitOrLimit(lane)));
        }
        Duration limit = settings.acquireTimeout();
        if (counts.waiting(lane) == 0 || !isStanding(lane, limit)) {
            return Optional.empty();
        }
        return expectedWait(lane)
                .filter(expected -> expected.compareTo(limit) > 0)
                .map(expected -> NotServedException.waitTooLong(expected, limit, waiting));
    }

    /// A queue that has just formed says little: its first waiter must have waited for a good part of the limit.
    private boolean isStanding(Lane lane, Duration limit) {
        return dispatch.queues().longestWaitNanos(lane, System.nanoTime()) > limit.toNanos() / EVIDENCE;
    }

    /// How long the next request of a lane would wait; empty if too little has been measured to say.
    Optional<Duration> expectedWait(Lane lane) {
        return pace.expectedWait(
                lane,
                counts.waiting(lane),
                threads.rateOf(lane, System.nanoTime()),
                dispatch.slots().shares().most(lane));
    }

    /// What a request is told that timed out.
    NotServedException timedOut(Lane lane) {
        Slots slots = dispatch.slots();
        LeaseCounts leases = slots.leases();
        String use = "%d of %d are in use, %d waiting; the lane %s has %d of at most %d"
                .formatted(
                        leases.total(),
                        slots.shares().capacity(),
                        counts.waiting(),
                        lane.slug(),
                        leases.of(lane),
                        slots.shares().most(lane));
        return NotServedException.timedOut(settings.acquireTimeout(), use, expectedWaitOrLimit(lane));
    }

    private Duration expectedWaitOrLimit(Lane lane) {
        return expectedWait(lane).orElse(settings.acquireTimeout());
    }
}
