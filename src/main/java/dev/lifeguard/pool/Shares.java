package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.Map;

/// How many connections each lane may have of a pool of a certain size, and which lane is next. Pure arithmetic.
///
/// What a higher lane has as its own is kept free from lower ones. What a lower lane has as its own is not kept
/// free from higher ones, which would leave connections idle, but it is the next to get one.
final class Shares {
    private static final Lane[] LANES = Lane.values();

    private final int capacity;
    private final int[] own = new int[LANES.length];
    private final int[] most = new int[LANES.length];

    Shares(Map<Lane, Share> shares, int capacity) {
        this.capacity = capacity;
        for (Lane lane : LANES) {
            Share share = shares.getOrDefault(lane, new Share(0, 100));
            own[lane.rank()] = share.ownOf(capacity);
            most[lane.rank()] = share.mostOf(capacity);
        }
    }

    int capacity() {
        return capacity;
    }

    int own(Lane lane) {
        return own[lane.rank()];
    }

    int most(Lane lane) {
        return most[lane.rank()];
    }

    /// Whether a lane may have one more connection, when so many are lent.
    boolean permits(Lane lane, Lent lent) {
        return lent.total() < capacity && lent.by(lane) < most(lane) && leavesTheirOwn(lane, lent);
    }

    /// However much higher lanes have now: all lanes below one together stay below what it and those above it have
    /// as their own.
    private boolean leavesTheirOwn(Lane lane, Lent lent) {
        int left = capacity;
        int below = lent.total();
        for (int i = 0; i < lane.rank(); i++) {
            left -= own[i];
            below -= lent.by(LANES[i]);
            if (below >= left) {
                return false;
            }
        }
        return true;
    }

    /// Whether a lane has less than what is its own.
    boolean isShort(Lane lane, Lent lent) {
        return lent.by(lane) < own(lane);
    }

    /// Whether, of two lanes that both have less than their own, the one is worse off than the other.
    boolean isWorseOff(Lane one, Lane other, Lent lent) {
        return lent.by(one) * own(other) < lent.by(other) * own(one);
    }
}
