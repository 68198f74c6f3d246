package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whose turn it is when a connection is free: first whoever has less than its own share, the worst off before
/// the others; then the higher lane, but a lower one that has been passed over several times goes before it.
///
/// Safe for use by several threads; how often a lane was passed over is then a close guess.
final class Turns {
    private static final Lane[] LANES = Lane.values();
    static final int PATIENCE = 8;

    private final AtomicIntegerArray passedOver = new AtomicIntegerArray(LANES.length);

    /// The lane to serve.
    ///
    /// @param candidates which lanes have somebody waiting and may have one more connection
    /// @return null if none has
    @Nullable
    Lane next(Predicate<Lane> candidates, Shares shares, Lent lent) {
        Lane best = null;
        for (Lane lane : LANES) {
            if (candidates.test(lane) && (best == null || goesBefore(lane, best, shares, lent))) {
                best = lane;
            }
        }
        return best;
    }

    private boolean goesBefore(Lane lower, Lane higher, Shares shares, Lent lent) {
        boolean lowerIsShort = shares.isShort(lower, lent);
        if (lowerIsShort && shares.isShort(higher, lent)) {
            return shares.isWorseOff(lower, higher, lent)
                    || (isImpatient(lower) && !shares.isWorseOff(higher, lower, lent));
        }
        boolean mayJumpIn = shares.own(lower) == 0 || !shares.isShort(higher, lent);
        return lowerIsShort || (mayJumpIn && isImpatient(lower));
    }

    private boolean isImpatient(Lane lane) {
        return passedOver.get(lane.rank()) >= PATIENCE;
    }

    /// Notes that a lane was served while these waited too.
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
