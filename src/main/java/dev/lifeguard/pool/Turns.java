package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which lane is served next when a connection is free. A lane with less than its guaranteed share goes first, and of
/// several the one that has the smallest part of its share. Then the higher lane goes first, except that a lower lane
/// which has been passed over several times goes before it.
///
/// Safe for use by several threads; under contention the count of how often a lane was passed over is approximate.
final class Turns {
    private static final Lane[] LANES = Lane.values();
    static final int PATIENCE = 8;

    private final AtomicIntegerArray passedOver = new AtomicIntegerArray(LANES.length);

    /// The lane to serve.
    ///
    /// @param candidates which lanes have a waiter and may have one more connection
    /// @return null if there is no candidate
    @Nullable
    Lane next(Predicate<Lane> candidates, Shares shares, LeaseCounts leases) {
        Lane best = null;
        for (Lane lane : LANES) {
            if (candidates.test(lane) && (best == null || goesBefore(lane, best, shares, leases))) {
                best = lane;
            }
        }
        return best;
    }

    private boolean goesBefore(Lane lower, Lane higher, Shares shares, LeaseCounts leases) {
        boolean lowerIsShort = shares.isShort(lower, leases);
        if (lowerIsShort && shares.isShort(higher, leases)) {
            return shares.isWorseOff(lower, higher, leases)
                    || (isImpatient(lower) && !shares.isWorseOff(higher, lower, leases));
        }
        boolean mayGoFirst = shares.own(lower) == 0 || !shares.isShort(higher, leases);
        return lowerIsShort || (mayGoFirst && isImpatient(lower));
    }

    private boolean isImpatient(Lane lane) {
        return passedOver.get(lane.rank()) >= PATIENCE;
    }

    /// Notes that a lane was served while the other candidates waited.
    void served(Lane served, Predicate<Lane> candidates) {
        for (Lane lane : LANES) {
            if (lane == served || !candidates.test(lane)) {
                passedOver.set(lane.rank(), 0);
            } else {
                passedOver.incrementAndGet(lane.rank());
            }
        }
    }
}
