package dev.lifeguard.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Caches an answer of the server for a while. While one thread queries the server, others wait for its
/// answer, for a bounded time.
///
/// Safe for use by several threads.
final class CachedAnswer<T> {
    private static final Duration KEEP_ANSWER = Duration.ofSeconds(10);

    /// Short, so that a database that answers again is noticed soon.
    private static final Duration KEEP_FAILURE = Duration.ofSeconds(1);

    private static final Duration WAIT_LIMIT = Duration.ofSeconds(5);

    private final Supplier<ServerAnswer<T>> query;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Dated<T> last;

    CachedAnswer(Supplier<ServerAnswer<T>> query, Clock clock) {
        this.query = query;
        this.clock = clock;
    }

    private record Dated<T>(ServerAnswer<T> answer, Instant since) {}

    ServerAnswer<T> get() {
        return fresh().orElseGet(this::queryOrWait);
    }

    /// The latest answer, however old. Never queries the server.
    Optional<T> lastKnown() {
        return Optional.ofNullable(last).flatMap(dated -> dated.answer().known());
    }

    private ServerAnswer<T> queryOrWait() {
        try {
            if (!lock.tryLock(WAIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return new ServerAnswer.Unknown<>("a query to the server is running and has not been answered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServerAnswer.Unknown<>("interrupted while waiting for the server's answer");
        }
        try {
            return fresh().orElseGet(this::runQuery);
        } finally {
            lock.unlock();
        }
    }

    private ServerAnswer<T> runQuery() {
        ServerAnswer<T> answer = query.get();
        last = new Dated<>(answer, clock.instant());
        return answer;
    }

    /// A clock that was set back makes an answer stale.
    private Optional<ServerAnswer<T>> fresh() {
        return Optional.ofNullable(last)
                .filter(dated -> {
                    Duration age = Duration.between(dated.since(), clock.instant());
                    Duration most = dated.answer().known().isPresent() ? KEEP_ANSWER : KEEP_FAILURE;
                    return !age.isNegative() && age.compareTo(most) < 0;
                })
                .map(Dated::answer);
    }
}
