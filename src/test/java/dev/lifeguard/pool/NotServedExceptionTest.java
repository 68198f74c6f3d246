package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotServedExceptionTest {
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);

    @Test
    void theRetryTimeIsTheExpectedWaitWithJitter() {
        assertThat(NotServedException.pause(Duration.ofSeconds(4), 1.0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(NotServedException.pause(Duration.ofSeconds(4), 1.25)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theRetryTimeIsBetweenOneAndThirtySeconds() {
        assertThat(NotServedException.pause(Duration.ZERO, 1.0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(NotServedException.pause(Duration.ofHours(1), 1.0)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theMessageContainsTheNumbers() {
        assertMessage(NotServedException.queueFull(7, THREE_SECONDS), "7 requests already wait for a connection");
        assertMessage(
                NotServedException.waitTooLong(THREE_SECONDS, Duration.ofSeconds(2), 9),
                "in 3000 ms",
                "2000 ms",
                "9 wait");
        assertMessage(
                NotServedException.timedOut(Duration.ofSeconds(2), "1 of 1 in use", THREE_SECONDS), "2000 ms; 1 of 1");
    }

    @Test
    void aRefusalHasItsReasonAndATimeoutHasNone() {
        assertThat(NotServedException.queueFull(7, THREE_SECONDS).refusal()).contains(RefusalReason.QUEUE_FULL);
        assertThat(NotServedException.waitTooLong(THREE_SECONDS, THREE_SECONDS, 1)
                        .refusal())
                .contains(RefusalReason.WAIT_FORESEEN);
        assertThat(NotServedException.timedOut(THREE_SECONDS, "", THREE_SECONDS).refusal())
                .isEmpty();
    }

    @Test
    void requestsAreRefusedDuringStartAndShutdown() {
        assertThat(NotServedException.starting().refusal()).contains(RefusalReason.STARTING);
        assertThat(NotServedException.starting().retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(NotServedException.stopping().refusal()).contains(RefusalReason.STOPPING);
        assertThat(NotServedException.stopping().retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    private static void assertMessage(NotServedException refusal, String... words) {
        assertThat(refusal).hasMessageContainingAll(words);
        assertThat(refusal.retryAfter()).isBetween(THREE_SECONDS, Duration.ofMillis(4500));
    }
}
