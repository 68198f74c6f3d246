package dev.lifeguard.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.http.Problem;
import dev.lifeguard.http.ProblemException;
import dev.lifeguard.http.ProblemKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void whoIsRefusedComesBackWhenTheQueueIsExpectedToBeOver() {
        assertThat(Refusal.pause(Duration.ofSeconds(4), 1.0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Refusal.pause(Duration.ofSeconds(4), 1.25)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nobodyComesBackWithinASecondOrLaterThanHalfAMinute() {
        assertThat(Refusal.pause(Duration.ZERO, 1.0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Refusal.pause(Duration.ofHours(1), 1.0)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRefusalHoldsTheNumbers() {
        busy(Refusal.tooManyWait(7, Duration.ofSeconds(3)), "7 requests wait for a connection already");
        busy(
                Refusal.wouldWaitTooLong(Duration.ofSeconds(3), Duration.ofSeconds(2), 9),
                "in 3000 ms",
                "2000 ms",
                "9 wait");
        busy(Refusal.waitedTooLong(Duration.ofSeconds(2), "1 of 1 in use", Duration.ofSeconds(3)), "2000 ms; 1 of 1");
    }

    @Test
    void beforeTheStartAndAfterTheEndNobodyIsLetIn() {
        Problem starting = Refusal.starting().problem();
        assertThat(starting.kind()).isEqualTo(ProblemKind.STARTING);
        assertThat(starting.retryAfter()).contains(Duration.ofSeconds(2));
        Problem stopping = Refusal.stopping().problem();
        assertThat(stopping.kind()).isEqualTo(ProblemKind.STOPPING);
        assertThat(stopping.retryAfter()).contains(Duration.ofSeconds(1));
    }

    private static void busy(ProblemException refusal, String... words) {
        Problem problem = refusal.problem();
        assertThat(problem.kind()).isEqualTo(ProblemKind.POOL_BUSY);
        assertThat(problem.detail()).contains(words);
        assertThat(problem.retryAfter())
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofSeconds(3), Duration.ofMillis(4500)));
    }
}
