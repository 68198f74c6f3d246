package dev.lifeguard.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The gate did not serve a request: it refused it at once, or the request timed out while it waited. It is an
/// expected outcome, not a defect, so it has no stack trace. The message holds the numbers and may be shown to a
/// client.
public final class NotServedException extends RuntimeException {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final transient Optional<RefusalReason> refusal;
    private final transient Duration retryAfter;

    private NotServedException(Optional<RefusalReason> refusal, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    static NotServedException starting() {
        return new NotServedException(
                Optional.of(RefusalReason.STARTING),
                "The database has not been reached and migrated yet.",
                Duration.ofSeconds(2));
    }

    static NotServedException stopping() {
        return new NotServedException(
                Optional.of(RefusalReason.STOPPING), "This instance is shutting down.", Duration.ofSeconds(1));
    }

    static NotServedException queueFull(int waiting, Duration expectedWait) {
        String message = "%d requests already wait for a connection, which is the limit.".formatted(waiting);
        return new NotServedException(Optional.of(RefusalReason.QUEUE_FULL), message, pause(expectedWait));
    }

    static NotServedException waitTooLong(Duration expectedWait, Duration limit, int waiting) {
        String message =
                "A connection is expected to come free in %d ms, and no request may wait longer than %d ms; %d wait."
                        .formatted(expectedWait.toMillis(), limit.toMillis(), waiting);
        return new NotServedException(Optional.of(RefusalReason.WAIT_FORESEEN), message, pause(expectedWait));
    }

    /// @param use who has the connections
    static NotServedException timedOut(Duration limit, String use, Duration expectedWait) {
        String message = "No connection came free within %d ms; %s.".formatted(limit.toMillis(), use);
        return new NotServedException(Optional.empty(), message, pause(expectedWait));
    }

    /// Why the request was refused at once; empty if it timed out.
    public Optional<RefusalReason> refusal() {
        return refusal;
    }

    /// When it makes sense to try again.
    public Duration retryAfter() {
        return retryAfter;
    }

    private static Duration pause(Duration expectedWait) {
        return pause(expectedWait, ThreadLocalRandom.current().nextDouble(1.0, 1.5));
    }

    /// As long as the queue is expected to take, with jitter, so that refused clients do not all return at once.
    static Duration pause(Duration expectedWait, double jitter) {
        long nanos = (long) (expectedWait.toNanos() * jitter);
        return Duration.ofNanos(Math.clamp(nanos, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
    }
}
