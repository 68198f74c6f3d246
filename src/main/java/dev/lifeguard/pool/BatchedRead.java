package dev.lifeguard.pool;

import dev.lifeguard.pool.Delivery.Result;
import dev.lifeguard.work.CurrentRequest;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One statement that answers several waiting reads, each of which asks for the value of one key. A request joins the
/// batch that waits already, or begins one.
///
/// Safe for use by several threads. Create one for each kind of read, and keep it.
public final class BatchedRead<K, V> {
    private static final int MOST = 128;

    private final Query<K, V> query;
    private final AtomicReferenceArray<@Nullable Batch<K, V>> open = new AtomicReferenceArray<>(Lane.values().length);

    /// Reads the values of all keys in one statement.
    ///
    /// @see BatchedRead
    @FunctionalInterface
    public interface Query<K, V> {
        /// The values that exist; a key without a value is absent.
        Map<K, V> read(Connection connection, List<K> keys) throws SQLException;
    }

    public BatchedRead(Query<K, V> query) {
        this.query = query;
    }

    /// Joins the batch that waits in the lane of the request, or begins a new one.
    ///
    /// @return the batch if it is new and has to be queued
    Optional<Batch<K, V>> join(PendingRequest<Optional<V>> pending, K key) {
        int lane = pending.lane().rank();
        Batch<K, V> waiting = open.get(lane);
        if (waiting != null && waiting.add(pending, key)) {
            return Optional.empty();
        }
        Batch<K, V> batch = new Batch<>(query, pending, key);
        open.set(lane, batch);
        return Optional.of(batch);
    }

    /// A request of a batch, linked to the one that joined before it.
    private record Member<K, V>(
            PendingRequest<Optional<V>> pending,
            K key,
            int size,
            @Nullable Member<K, V> before) {}

    /// Requests that one statement will answer.
    static final class Batch<K, V> implements Waiter {
        private final Query<K, V> query;
        private final PendingRequest<Optional<V>> first;
        private final AtomicReference<@Nullable Member<K, V>> last;
        private List<Member<K, V>> taken = List.of();

        Batch(Query<K, V> query, PendingRequest<Optional<V>> first, K key) {
            this.query = query;
            this.first = first;
            this.last = new AtomicReference<>(new Member<>(first, key, 1, null));
        }

        /// Null in `last` means that the batch has been taken.
        private boolean add(PendingRequest<Optional<V>> pending, K key) {
            while (true) {
                Member<K, V> before = last.get();
                if (before == null || before.size() == MOST) {
                    return false;
                }
                if (last.compareAndSet(before, new Member<>(pending, key, before.size() + 1, before))) {
                    return true;
                }
            }
        }

        @Override
        public Request request() {
            return first.request();
        }

        @Override
        public Stream<PendingRequest<?>> pending() {
            List<PendingRequest<?>> found = new ArrayList<>();
            for (Member<K, V> member = last.get(); member != null; member = member.before()) {
                if (member.pending().isWaiting()) {
                    found.add(member.pending());
                }
            }
            return found.stream();
        }

        @Override
        public boolean isAbandoned() {
            Member<K, V> newest = last.get();
            return newest == null
                    || (newest.size() == MOST && pending().findAny().isEmpty());
        }

        @Override
        public long waitedNanos(long now) {
            return first.waitedNanos(now);
        }

        @Override
        public List<PendingRequest<?>> take() {
            List<Member<K, V>> members = new ArrayList<>();
            for (Member<K, V> member = last.getAndSet(null); member != null; member = member.before()) {
                if (member.pending().take()) {
                    members.add(member);
                }
            }
            taken = members;
            return members.stream().<PendingRequest<?>>map(Member::pending).toList();
        }

        @Override
        public List<Result> run(Connection connection, Consumer<Throwable> onFailure) {
            List<K> keys = taken.stream().map(Member::key).distinct().toList();
            try {
                Map<K, V> found = CurrentRequest.callFor(request(), () -> query.read(connection, keys));
                return results(member -> member.pending().complete(Optional.ofNullable(found.get(member.key()))));
            } catch (Throwable e) { // also an Error: the requests need a result, and the connection has to go back
                onFailure.accept(e);
                return results(member -> member.pending().fail(e));
            }
        }

        private List<Result> results(Consumer<Member<K, V>> complete) {
            return taken.stream()
                    .map(member -> new Result(member.pending(), () -> complete.accept(member)))
                    .toList();
        }
    }
}
