package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The right to lease one more connection. Never more are leased than the shares permit.
///
/// Safe for use by several threads, without a lock.
final class Slots {
    private final AtomicLong leases = new AtomicLong();
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

    LeaseCounts leases() {
        return new LeaseCounts(leases.get());
    }

    /// How many more connections may be leased in all.
    int free() {
        return Math.max(0, shares.capacity() - leases().total());
    }

    boolean permits(Lane lane) {
        return shares.permits(lane, leases());
    }

    boolean take(Lane lane) {
        while (true) {
            LeaseCounts now = leases();
            if (!shares.permits(lane, now)) {
                return false;
            }
            if (leases.compareAndSet(now.packed(), now.plusOne(lane).packed())) {
                return true;
            }
        }
    }

    void give(Lane lane) {
        leases.addAndGet(LeaseCounts.NONE.minusOne(lane).packed());
    }
}
