package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.util.Map;

/// How many connections each lane may have of a pool of a certain size. Pure arithmetic.
///
/// The guaranteed share of a higher lane is kept free from lower lanes. The guaranteed share of a lower
/// lane is not kept free from higher ones, as that would leave connections idle; instead, that lane is
/// the next to get one.
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

    /// Whether a lane may have one more connection.
    boolean permits(Lane lane, LeaseCounts leases) {
        return leases.total() < capacity && leases.of(lane) < most(lane) && leavesHigherShares(lane, leases);
    }

    /// However many connections the higher lanes have now: for each lane, all lower ones together must leave the
    /// guaranteed shares of that lane and of those above it.
    private boolean leavesHigherShares(Lane lane, LeaseCounts leases) {
        int left = capacity;
        int below = leases.total();
        for (int i = 0; i < lane.rank(); i++) {
            left -= own[i];
            below -= leases.of(LANES[i]);
            if (below >= left) {
                return false;
            }
        }
        return true;
    }

    /// Whether a lane has less than its guaranteed share.
    boolean isShort(Lane lane, LeaseCounts leases) {
        return leases.of(lane) < own(lane);
    }

    /// Whether one lane has a smaller part of its guaranteed share than another.
    boolean isWorseOff(Lane one, Lane other, LeaseCounts leases) {
        return leases.of(one) * own(other) < leases.of(other) * own(one);
    }
}
