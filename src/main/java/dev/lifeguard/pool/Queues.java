package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Those who wait for a connection: a queue for each lane, first come first served.
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

    /// Whether more than so many units of work are queued; some of them may be of clients who have gone.
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

    /// How long the first of a lane has waited; zero if there is none.
    long longestWaitNanos(Lane lane, long now) {
        Waiter first = of(lane).peek();
        return first == null ? 0 : first.waitedNanos(now);
    }

    /// Those who have waited for longer than a time.
    List<Client<?>> waitingLongerThan(long nanos, long now) {
        List<Client<?>> found = new ArrayList<>();
        for (Queue<Waiter> lane : lanes) {
            for (Waiter waiter : lane) {
                if (waiter.waitedNanos(now) < nanos) {
                    break;
                }
                waiter.waiting()
                        .filter(client -> client.waitedNanos(now) >= nanos)
                        .forEach(found::add);
            }
        }
        return found;
    }

    /// Drops units of work that nobody waits for any more, nor ever will.
    void sweep() {
        lanes.forEach(lane -> lane.removeIf(Waiter::isAbandoned));
    }

    /// Everybody who waits.
    Stream<Client<?>> everybody() {
        return lanes.stream().flatMap(Queue::stream).flatMap(Waiter::waiting);
    }

    private Queue<Waiter> of(Lane lane) {
        return lanes.get(lane.rank());
    }
}
