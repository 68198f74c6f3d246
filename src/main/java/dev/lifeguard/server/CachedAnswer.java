package dev.lifeguard.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps an answer for a while. Who asks while another asks waits for that one's answer, for a bounded time.
///
/// Safe for use by several threads.
final class CachedAnswer<T> {
    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(10);

    /// So that a database that is back is seen to be back.
    private static final Duration FOR_A_FAILURE = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<ServerAnswer<T>> question;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Dated<T> last;

    CachedAnswer(Supplier<ServerAnswer<T>> question, Clock clock) {
        this.question = question;
        this.clock = clock;
    }

    private record Dated<T>(ServerAnswer<T> answer, Instant since) {}

    ServerAnswer<T> get() {
        return fresh().orElseGet(this::askInTurn);
    }

    /// What is remembered, however old. Never asks.
    Optional<T> lastKnown() {
        return Optional.ofNullable(last).flatMap(dated -> dated.answer().known());
    }

    private ServerAnswer<T> askInTurn() {
        try {
            if (!asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new ServerAnswer.Unknown<>("the server has been asked, and has not answered yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServerAnswer.Unknown<>("interrupted while waiting for the server's answer");
        }
        try {
            return fresh().orElseGet(this::ask);
        } finally {
            asking.unlock();
        }
    }

    private ServerAnswer<T> ask() {
        ServerAnswer<T> answer = question.get();
        last = new Dated<>(answer, clock.instant());
        return answer;
    }

    /// A clock that was set back makes an answer old.
    private Optional<ServerAnswer<T>> fresh() {
        return Optional.ofNullable(last)
                .filter(dated -> {
                    Duration age = Duration.between(dated.since(), clock.instant());
                    Duration most = dated.answer().known().isPresent() ? FOR_AN_ANSWER : FOR_A_FAILURE;
                    return !age.isNegative() && age.compareTo(most) < 0;
                })
                .map(Dated::answer);
    }
}
