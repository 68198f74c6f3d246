package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who waits, who may have a connection, and whose turn it is.
///
/// Safe for use by several threads, without a lock.
final class Dispatch {
    private static final Lane[] LANES = Lane.values();

    private final Queues queues = new Queues();
    private final Turns turns = new Turns();
    private final Slots slots;

    Dispatch(Slots slots) {
        this.slots = slots;
    }

    /// A unit of work that is lent a connection, and those it is for.
    record Taken(Waiter waiter, List<Client<?>> clients) {
        Lane lane() {
            return waiter.lane();
        }
    }

    Queues queues() {
        return queues;
    }

    Slots slots() {
        return slots;
    }

    /// Whether somebody waits who may have a connection.
    boolean hasWork() {
        for (Lane lane : LANES) {
            if (isCandidate(lane)) {
                return true;
            }
        }
        return false;
    }

    private boolean isCandidate(Lane lane) {
        return !queues.isEmpty(lane) && slots.permits(lane);
    }

    /// The lane that is served next; null if nobody waits who may have a connection.
    @Nullable
    Lane next() {
        return turns.next(this::isCandidate, slots.shares(), slots.lent());
    }

    /// Whether a lane below the first has less than its own share, which it gets however quick the others are.
    boolean isOwed(Lane lane) {
        return lane != LANES[0] && slots.shares().isShort(lane, slots.lent());
    }

    /// Takes the next unit of work for a connection that is there; null if nobody wants it or may have it.
    @Nullable
    Taken take() {
        Lane lane;
        while ((lane = next()) != null) {
            if (slots.take(lane)) {
                Taken taken = take(lane);
                if (taken != null) {
                    turns.served(lane, this::isCandidate);
                    return taken;
                }
                slots.give(lane);
            }
        }
        return null;
    }

    private @Nullable Taken take(Lane lane) {
        Waiter waiter = queues.poll(lane);
        if (waiter == null) {
            return null;
        }
        List<Client<?>> clients = waiter.lend();
        return clients.isEmpty() ? null : new Taken(waiter, clients);
    }

    /// The connection that was taken for a lane is free again.
    void give(Lane lane) {
        slots.give(lane);
    }
}
