package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;

/// How many connections are lent, by lane, as one number that can be compared and set at once.
record Lent(long packed) {
    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;
    static final Lent NONE = new Lent(0);

    int by(Lane lane) {
        return (int) ((packed >>> shift(lane)) & MASK);
    }

    int total() {
        int total = 0;
        for (long rest = packed; rest != 0; rest >>>= BITS) {
            total += (int) (rest & MASK);
        }
        return total;
    }

    Lent plusOne(Lane lane) {
        return new Lent(packed + (1L << shift(lane)));
    }

    Lent minusOne(Lane lane) {
        return new Lent(packed - (1L << shift(lane)));
    }

    private static int shift(Lane lane) {
        return lane.rank() * BITS;
    }
}
