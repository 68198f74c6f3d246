package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Autosizing.Mode;
import dev.lifeguard.advice.Autosizing.Outcome;
import dev.lifeguard.advice.Decision.Resize;
import dev.lifeguard.advice.Decision.Stay;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AutosizingRefusalTest {
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final AutosizingPace PACE =
            new AutosizingPace(Duration.ofSeconds(10), Duration.ofSeconds(300), Duration.ofSeconds(600));
    private static final Autosizing ON = new Autosizing(Mode.ON, 2, 40, PACE);

    @Test
    void aRefusalShrinksThePoolAtOnceToWhatIsOpen() {
        SizingState justGrown = ON.follow(SizingState.startingAt(10), TestAdvice.maximum(15), at(0))
                .state();

        assertThat(ON.refused(justGrown, 7, at(1)).decision())
                .isEqualTo(new Resize(
                        15, 7, "The maximum goes from 15 to 7: the server refused another connection with 7 open."));
    }

    @Test
    void afterARefusalThePoolKeepsItsSizeForAWhile() {
        SizingState refused = ON.refused(SizingState.startingAt(15), 7, at(0)).state();

        assertThat(ON.follow(refused, TestAdvice.maximum(15), at(599)).decision())
                .isEqualTo(new Stay("15 are needed, but the server refused more than 7; the next attempt is at"
                        + " 2026-11-21T09:10:00Z."));
        assertThat(ON.follow(refused, TestAdvice.maximum(7), at(599)).decision())
                .isEqualTo(new Stay("The maximum stays at 7: 7 are needed."));
        assertThat(ON.follow(refused, TestAdvice.maximum(15), at(600)).state().size())
                .isEqualTo(10);
    }

    @Test
    void aRefusalAtThePresentSizeIsRespectedToo() {
        Outcome outcome = ON.refused(SizingState.startingAt(7), 9, at(0));

        assertThat(outcome.decision())
                .isEqualTo(new Stay("The maximum stays at 7: the server refused another connection with 9 open."));
        assertThat(ON.follow(outcome.state(), TestAdvice.maximum(10), at(1)).decision())
                .isInstanceOf(Stay.class);
        assertThat(ON.follow(outcome.state(), TestAdvice.maximum(10), at(600)).decision())
                .isInstanceOf(Resize.class);
    }

    @Test
    void aRefusalBelowTheFloorShrinksOnlyToTheFloor() {
        Autosizing wide = new Autosizing(Mode.ON, 5, 40, PACE);

        SizingState refused = wide.refused(SizingState.startingAt(8), 3, at(0)).state();

        assertThat(refused.size()).isEqualTo(5);
        assertThat(wide.follow(refused, TestAdvice.maximum(9), at(100)).state().size())
                .isEqualTo(5);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
