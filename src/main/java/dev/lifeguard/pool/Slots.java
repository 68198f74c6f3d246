package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// What is lent to whom, and the right to lend one more. Never more is lent than the shares permit.
///
/// Safe for use by several threads, without a lock.
final class Slots {
    private final AtomicLong lent = new AtomicLong();
    private final Map<Lane, Share> settings;
    private volatile Shares shares;

    Slots(Map<Lane, Share> settings, int capacity) {
        this.settings = settings;
        this.shares = new Shares(settings, capacity);
    }

    Shares shares() {
        return shares;
    }

    void resize(int capacity) {
        shares = new Shares(settings, capacity);
    }

    Lent lent() {
        return new Lent(lent.get());
    }

    /// How many more may be lent in all.
    int free() {
        return Math.max(0, shares.capacity() - lent().total());
    }

    boolean permits(Lane lane) {
        return shares.permits(lane, lent());
    }

    boolean take(Lane lane) {
        while (true) {
            Lent now = lent();
            if (!shares.permits(lane, now)) {
                return false;
            }
            if (lent.compareAndSet(now.packed(), now.plusOne(lane).packed())) {
                return true;
            }
        }
    }

    void give(Lane lane) {
        lent.addAndGet(Lent.NONE.minusOne(lane).packed());
    }
}
