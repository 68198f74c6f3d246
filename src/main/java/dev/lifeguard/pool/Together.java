package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import dev.lifeguard.http.Lane;
import dev.lifeguard.http.RequestId;
import dev.lifeguard.pool.Delivery.Answer;
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

/// A kind of question that can be answered for many keys by one statement. Those who ask it while others wait with
/// the same question are answered together with them, each with its own answer.
///
/// Safe for use by several threads. Make one for each question, and keep it.
public final class Together<K, V> {
    private static final int MOST = 128;

    private final Question<K, V> question;
    private final AtomicReferenceArray<@Nullable Group<K, V>> open = new AtomicReferenceArray<>(Lane.values().length);

    /// Answers for all keys by one statement.
    ///
    /// @see Together
    @FunctionalInterface
    public interface Question<K, V> {
        /// What there is; a key without an answer is absent.
        Map<K, V> ask(Connection connection, List<K> keys) throws SQLException;
    }

    public Together(Question<K, V> question) {
        this.question = question;
    }

    /// Joins those who wait already, or begins a group that has to be queued.
    ///
    /// @return the group if it is new
    Optional<Group<K, V>> join(Client<Optional<V>> client, K key) {
        int lane = client.caller().lane().rank();
        Group<K, V> waiting = open.get(lane);
        if (waiting != null && waiting.add(client, key)) {
            return Optional.empty();
        }
        Group<K, V> group = new Group<>(question, client, key);
        open.set(lane, group);
        return Optional.of(group);
    }

    /// One of a group; each knows who was there before.
    private record Member<K, V>(
            Client<Optional<V>> client,
            K key,
            int size,
            @Nullable Member<K, V> before) {}

    /// Those who are answered together.
    static final class Group<K, V> implements Waiter {
        private final Question<K, V> question;
        private final Client<Optional<V>> first;
        private final AtomicReference<@Nullable Member<K, V>> last;
        private List<Member<K, V>> lent = List.of();

        Group(Question<K, V> question, Client<Optional<V>> first, K key) {
            this.question = question;
            this.first = first;
            this.last = new AtomicReference<>(new Member<>(first, key, 1, null));
        }

        /// Null in `last` means that the group is full or closed.
        private boolean add(Client<Optional<V>> client, K key) {
            while (true) {
                Member<K, V> before = last.get();
                if (before == null || before.size() == MOST) {
                    return false;
                }
                if (last.compareAndSet(before, new Member<>(client, key, before.size() + 1, before))) {
                    return true;
                }
            }
        }

        @Override
        public Caller caller() {
            return first.caller();
        }

        @Override
        public Stream<Client<?>> waiting() {
            List<Client<?>> found = new ArrayList<>();
            for (Member<K, V> member = last.get(); member != null; member = member.before()) {
                if (member.client().isWaiting()) {
                    found.add(member.client());
                }
            }
            return found.stream();
        }

        @Override
        public boolean isAbandoned() {
            Member<K, V> newest = last.get();
            return newest == null
                    || (newest.size() == MOST && waiting().findAny().isEmpty());
        }

        @Override
        public long waitedNanos(long now) {
            return first.waitedNanos(now);
        }

        @Override
        public List<Client<?>> lend() {
            List<Member<K, V>> those = new ArrayList<>();
            for (Member<K, V> member = last.getAndSet(null); member != null; member = member.before()) {
                if (member.client().lend()) {
                    those.add(member);
                }
            }
            lent = those;
            return those.stream().<Client<?>>map(Member::client).toList();
        }

        @Override
        public List<Answer> run(Connection connection, Consumer<Throwable> onFailure) {
            List<K> keys = lent.stream().map(Member::key).distinct().toList();
            try {
                Map<K, V> found = RequestId.callAs(caller().requestId(), () -> question.ask(connection, keys));
                return answers(member -> member.client().complete(Optional.ofNullable(found.get(member.key()))));
            } catch (Throwable e) { // also an Error: the clients wait, and the connection has to go back
                onFailure.accept(e);
                return answers(member -> member.client().fail(e));
            }
        }

        private List<Answer> answers(Consumer<Member<K, V>> words) {
            return lent.stream()
                    .map(member -> new Answer(member.client(), () -> words.accept(member)))
                    .toList();
        }
    }
}
