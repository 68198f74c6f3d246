package dev.lifeguard.pool;

import dev.lifeguard.work.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The waiters: a queue for each lane, first come first served.
///
/// Safe for use by several threads, without a lock.
final class Queues {
    private final List<Queue<Waiter>> lanes;

    Queues() {
        lanes = Stream.of(Lane.values())
                .<Queue<Waiter>>map(lane -> new ConcurrentLinkedQueue<>())
                .toList();
    }

    void add(Waiter waiter) {
        of(waiter.lane()).add(waiter);
    }

    @Nullable
    Waiter poll(Lane lane) {
        return of(lane).poll();
    }

    boolean isEmpty(Lane lane) {
        return of(lane).isEmpty();
    }

    /// Whether more than so many waiters are queued, those whose requests were cancelled included.
    boolean areLongerThan(int many) {
        int found = 0;
        for (Queue<Waiter> lane : lanes) {
            for (Waiter ignored : lane) {
                if (++found > many) {
                    return true;
                }
            }
        }
        return false;
    }

    /// How long the first waiter of a lane has waited; zero if there is none.
    long longestWaitNanos(Lane lane, long now) {
        Waiter first = of(lane).peek();
        return first == null ? 0 : first.waitedNanos(now);
    }

    /// The requests that have waited for longer than a time.
    List<PendingRequest<?>> waitingLongerThan(long nanos, long now) {
        List<PendingRequest<?>> found = new ArrayList<>();
        for (Queue<Waiter> lane : lanes) {
            for (Waiter waiter : lane) {
                if (waiter.waitedNanos(now) < nanos) {
                    break;
                }
                waiter.pending()
                        .filter(request -> request.waitedNanos(now) >= nanos)
                        .forEach(found::add);
            }
        }
        return found;
    }

    /// Removes waiters that no request waits for any more, nor can join.
    void sweep() {
        lanes.forEach(lane -> lane.removeIf(Waiter::isAbandoned));
    }

    /// All requests that wait.
    Stream<PendingRequest<?>> pending() {
        return lanes.stream().flatMap(Queue::stream).flatMap(Waiter::pending);
    }

    private Queue<Waiter> of(Lane lane) {
        return lanes.get(lane.rank());
    }
}
