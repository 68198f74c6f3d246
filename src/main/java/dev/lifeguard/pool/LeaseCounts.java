package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;

/// How many connections are leased by each lane, packed into one number that can be compared and set atomically.
record LeaseCounts(long packed) {
    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;
    static final LeaseCounts NONE = new LeaseCounts(0);

    int of(Lane lane) {
        return (int) ((packed >>> shift(lane)) & MASK);
    }

    int total() {
        int total = 0;
        for (long rest = packed; rest != 0; rest >>>= BITS) {
            total += (int) (rest & MASK);
        }
        return total;
    }

    LeaseCounts plusOne(Lane lane) {
        return new LeaseCounts(packed + (1L << shift(lane)));
    }

    LeaseCounts minusOne(Lane lane) {
        return new LeaseCounts(packed - (1L << shift(lane)));
    }

    private static int shift(Lane lane) {
        return lane.rank() * BITS;
    }
}
