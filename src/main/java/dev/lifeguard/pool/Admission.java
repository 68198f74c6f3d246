package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.time.Duration;
import java.util.Optional;

/// Who may join the queue. It is bounded, and who is foreseen to wait in vain is told at once.
///
/// Safe for use by several threads.
final class Admission {
    private static final int EVIDENCE = 8;

    private final PoolSettings settings;
    private final PoolCounts counts;
    private final Dispatch dispatch;
    private final Crew crew;
    private final Pace pace;

    Admission(PoolSettings settings, PoolCounts counts, Dispatch dispatch, Crew crew, Pace pace) {
        this.settings = settings;
        this.counts = counts;
        this.dispatch = dispatch;
        this.crew = crew;
        this.pace = pace;
    }

    /// Why the next to come in a lane is turned away, which is counted; empty if it is not.
    Optional<? extends Throwable> refusal(Lane lane) {
        int waiting = counts.waiting();
        if (waiting >= settings.maxWaiting() + dispatch.slots().free()) {
            counts.refused(lane, RefusalReason.QUEUE_FULL);
            return Optional.of(Refusal.tooManyWait(waiting, expectedWaitOrLimit(lane)));
        }
        Duration limit = settings.acquireTimeout();
        if (counts.waiting(lane) == 0 || !isStanding(lane, limit)) {
            return Optional.empty();
        }
        return expectedWait(lane)
                .filter(expected -> expected.compareTo(limit) > 0)
                .map(expected -> {
                    counts.refused(lane, RefusalReason.WAIT_FORESEEN);
                    return Refusal.wouldWaitTooLong(expected, limit, waiting);
                });
    }

    /// A queue that has just formed says little: somebody must have waited for a good part of the limit.
    private boolean isStanding(Lane lane, Duration limit) {
        return dispatch.queues().longestWaitNanos(lane, System.nanoTime()) > limit.toNanos() / EVIDENCE;
    }

    /// How long the next to come in a lane would wait; empty if too little has been measured to say.
    Optional<Duration> expectedWait(Lane lane) {
        return pace.expectedWait(
                lane,
                counts.waiting(lane),
                crew.rateOf(lane, System.nanoTime()),
                dispatch.slots().shares().most(lane));
    }

    /// What somebody who waited in vain is told.
    Throwable waitedTooLong(Lane lane) {
        Slots slots = dispatch.slots();
        Lent lent = slots.lent();
        String who = "%d of %d are in use, %d waiting; the lane %s has %d of at most %d"
                .formatted(
                        lent.total(),
                        slots.shares().capacity(),
                        counts.waiting(),
                        lane.slug(),
                        lent.by(lane),
                        slots.shares().most(lane));
        return Refusal.waitedTooLong(settings.acquireTimeout(), who, expectedWaitOrLimit(lane));
    }

    private Duration expectedWaitOrLimit(Lane lane) {
        return expectedWait(lane).orElse(settings.acquireTimeout());
    }
}
