package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.advice.Advice.Verdict;
import dev.lifeguard.advice.Autosizing.Mode;
import dev.lifeguard.advice.Autosizing.Outcome;
import dev.lifeguard.advice.Decision.Resize;
import dev.lifeguard.advice.Decision.Stay;
import dev.lifeguard.advice.Decision.Suggest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AutosizingTest {
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final AutosizingPace PACE =
            new AutosizingPace(Duration.ofSeconds(10), Duration.ofSeconds(300), Duration.ofSeconds(600));
    private static final Autosizing ON = new Autosizing(Mode.ON, 2, 40, PACE);

    @ParameterizedTest
    @CsvSource({"10, 12, 12", "10, 15, 15", "10, 16, 15", "2, 9, 3", "3, 9, 4", "30, 50, 40", "1, 2, 2"})
    void thePoolGrowsToWhatIsNeededByAtMostHalf(int size, int needed, int to) {
        Outcome outcome = ON.follow(SizingState.startingAt(size), TestAdvice.maximum(needed), at(0));

        assertThat(outcome.decision()).isInstanceOfSatisfying(Resize.class, resize -> {
            assertThat(resize.from()).isEqualTo(size);
            assertThat(resize.to()).isEqualTo(to);
        });
        assertThat(outcome.state().size()).isEqualTo(to);
    }

    @Test
    void aStepHasItsReason() {
        assertThat(ON.follow(SizingState.startingAt(10), TestAdvice.maximum(12), at(0))
                        .decision())
                .isEqualTo(new Resize(10, 12, "The maximum goes from 10 to 12: 12 are needed."));
    }

    @Test
    void thePoolGrowsAgainOnlyAfterTheCoolDown() {
        SizingState grown = ON.follow(SizingState.startingAt(10), TestAdvice.maximum(20), at(0))
                .state();

        assertThat(ON.follow(grown, TestAdvice.maximum(20), at(9)).decision())
                .isEqualTo(new Stay("20 are needed; the next step is possible in 1 s."));
        assertThat(ON.follow(grown, TestAdvice.maximum(20), at(9).plusNanos(1))
                        .decision()
                        .reason())
                .contains("in 1 s");
        assertThat(ON.follow(grown, TestAdvice.maximum(20), at(10)).state().size())
                .isEqualTo(20);
    }

    @Test
    void thePoolShrinksOnlyAfterLowDemandHasLasted() {
        SizingState lowDemand = ON.follow(SizingState.startingAt(20), TestAdvice.maximum(10), at(0))
                .state();

        Outcome early = ON.follow(lowDemand, TestAdvice.maximum(10), at(299));
        Outcome late = ON.follow(early.state(), TestAdvice.maximum(10), at(300));

        assertThat(early.decision())
                .isEqualTo(new Stay("10 have been enough for 299 s; the maximum shrinks after 300 s."));
        assertThat(late.decision())
                .isEqualTo(new Resize(20, 15, "The maximum goes from 20 to 15: 10 have been enough for 300 s."));
    }

    @Test
    void thePoolShrinksByAQuarterAtATime() {
        SizingState state = SizingState.startingAt(20);
        StringBuilder sizes = new StringBuilder();
        for (int second = 0; second <= 1800; second += 10) {
            Outcome outcome = ON.follow(state, TestAdvice.maximum(3), at(second));
            state = outcome.state();
            if (outcome.decision() instanceof Resize resize) {
                sizes.append(second).append(':').append(resize.to()).append(' ');
            }
        }
        assertThat(sizes).hasToString("300:15 610:12 920:9 1230:7 1540:6 ");
    }

    @Test
    void thePoolShrinksToTheMostThatWasNeededMeanwhile() {
        SizingState state = ON.follow(SizingState.startingAt(10), TestAdvice.maximum(4), at(0))
                .state();
        state = ON.follow(state, TestAdvice.maximum(7), at(100)).state();

        assertThat(ON.follow(state, TestAdvice.maximum(4), at(300)).decision())
                .isEqualTo(new Resize(10, 8, "The maximum goes from 10 to 8: 7 have been enough for 300 s."));
        assertThat(ON.follow(state, TestAdvice.maximum(7), at(300)).state().size())
                .isEqualTo(8);
    }

    @Test
    void aMomentOfHighDemandEndsLowDemand() {
        SizingState state = ON.follow(SizingState.startingAt(10), TestAdvice.maximum(4), at(0))
                .state();
        state = ON.follow(state, TestAdvice.maximum(8), at(200)).state();

        assertThat(ON.follow(state, TestAdvice.maximum(4), at(300)).decision()).isInstanceOf(Stay.class);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "10, 8", "3, 2", "2, 2", "2, 1"})
    void thePoolKeepsItsSizeIfTheAdviceIsClose(int size, int needed) {
        Outcome first = ON.follow(SizingState.startingAt(size), TestAdvice.maximum(needed), at(0));
        Outcome second = ON.follow(first.state(), TestAdvice.maximum(needed), at(10_000));

        assertThat(second.decision())
                .isEqualTo(new Stay("The maximum stays at %d: %d are needed.".formatted(size, needed)));
    }

    @Test
    void thePoolNeverShrinksBelowTheFloor() {
        SizingState state = ON.follow(SizingState.startingAt(4), TestAdvice.maximum(1), at(0))
                .state();
        state = ON.follow(state, TestAdvice.maximum(1), at(300)).state();
        assertThat(state.size()).isEqualTo(3);

        state = ON.follow(state, TestAdvice.maximum(1), at(400)).state();
        assertThat(ON.follow(state, TestAdvice.maximum(1), at(9_000)).state().size())
                .isEqualTo(3);
        assertThat(ON.refused(state, 0, at(9_000)).state().size()).isEqualTo(2);
    }

    @Test
    void aSizeOutsideTheBoundsIsCorrected() {
        assertThat(ON.follow(SizingState.startingAt(1), TestAdvice.maximum(1), at(0))
                        .state()
                        .size())
                .isEqualTo(2);

        SizingState lowDemand = ON.follow(SizingState.startingAt(41), TestAdvice.maximum(41), at(0))
                .state();
        assertThat(ON.follow(lowDemand, TestAdvice.maximum(41), at(300)).state().size())
                .isEqualTo(40);
    }

    @Test
    void thePoolDoesNotGrowBecauseTheDatabaseIsSlower() {
        Outcome outcome = ON.follow(
                SizingState.startingAt(10),
                TestAdvice.maximum(10, Verdict.DATABASE_IS_THE_LIMIT, Confidence.HIGH),
                at(0));

        assertThat(outcome.decision())
                .isEqualTo(new Stay("The database is the limit: more connections would not help."));
    }

    @Test
    void aDatabaseAtItsLimitEndsLowDemand() {
        SizingState state = ON.follow(SizingState.startingAt(20), TestAdvice.maximum(10), at(0))
                .state();
        state = ON.follow(state, TestAdvice.maximum(20, Verdict.DATABASE_IS_THE_LIMIT, Confidence.HIGH), at(200))
                .state();

        assertThat(ON.follow(state, TestAdvice.maximum(10), at(300)).decision()).isInstanceOf(Stay.class);
    }

    @ParameterizedTest
    @CsvSource({"NOT_ENOUGH_TRAFFIC, MEDIUM", "RAISE, LOW"})
    void withoutReliableAdviceNothingChanges(Verdict verdict, Confidence confidence) {
        Outcome outcome = ON.follow(SizingState.startingAt(10), TestAdvice.maximum(20, verdict, confidence), at(0));

        assertThat(outcome.decision()).isEqualTo(new Stay("There is too little traffic to judge."));
        assertThat(outcome.state()).isEqualTo(SizingState.startingAt(10));
    }

    @Test
    void aChangeByAnOperatorCountsAsAStep() {
        SizingState changed = SizingState.startingAt(20).resized(10, at(0));

        assertThat(ON.follow(changed, TestAdvice.maximum(15), at(9)).decision()).isInstanceOf(Stay.class);
        assertThat(ON.follow(changed, TestAdvice.maximum(15), at(10)).decision())
                .isInstanceOf(Resize.class);
    }

    @Test
    void adviseModeSuggestsOnceAndChangesNothing() {
        Autosizing advising = new Autosizing(Mode.ADVISE, 2, 40, PACE);

        Outcome first = advising.follow(SizingState.startingAt(10), TestAdvice.maximum(12), at(0));
        Outcome again = advising.follow(first.state(), TestAdvice.maximum(12), at(100));
        Outcome more = advising.follow(again.state(), TestAdvice.maximum(13), at(200));
        Outcome enough = advising.follow(again.state(), TestAdvice.maximum(10), at(200));

        assertThat(first.decision())
                .isEqualTo(new Suggest(10, 12, "The maximum would go from 10 to 12: 12 are needed."));
        assertThat(again.decision()).isEqualTo(new Stay("The maximum would go from 10 to 12: 12 are needed."));
        assertThat(more.decision()).isInstanceOf(Suggest.class);
        assertThat(more.state().size()).isEqualTo(10);
        assertThat(advising.follow(enough.state(), TestAdvice.maximum(12), at(300))
                        .decision())
                .isInstanceOf(Suggest.class);
        assertThat(advising.refused(first.state(), 5, at(1)).decision())
                .isEqualTo(new Suggest(
                        10,
                        5,
                        "The maximum would go from 10 to 5: the server refused another connection with 5 open."));
    }

    @Test
    void offModeDoesNothing() {
        Autosizing off = new Autosizing(Mode.OFF, 2, 40, PACE);
        SizingState state = SizingState.startingAt(10);

        assertThat(off.follow(state, TestAdvice.maximum(20), at(0)))
                .isEqualTo(off.refused(state, 3, at(0)))
                .isEqualTo(new Outcome(state, new Stay("Autosizing is off.")));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aModeIsWrittenAsInTheEnvironment(Mode mode) {
        assertThat(mode.slug()).isEqualTo(mode.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void invalidBoundsAreRejected() {
        assertThat(new Autosizing(Mode.ON, 0, 1, PACE).floor()).isEqualTo(1);
        assertThatThrownBy(() -> new Autosizing(Mode.ON, -1, 1, PACE)).hasMessageContaining("floor is -1");
        assertThatThrownBy(() -> new Autosizing(Mode.ON, 0, 0, PACE)).hasMessageContaining("from 1");
        assertThatThrownBy(() -> new Autosizing(Mode.ON, 3, 2, PACE)).hasMessageContaining("from 3");
        assertThatThrownBy(() -> SizingState.startingAt(0)).hasMessageContaining("size is 0");
        Duration ok = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new AutosizingPace(Duration.ZERO, ok, ok)).hasMessageContaining("growAfter");
        assertThatThrownBy(() -> new AutosizingPace(ok, Duration.ZERO, ok)).hasMessageContaining("shrinkAfter");
        assertThatThrownBy(() -> new AutosizingPace(ok, ok, Duration.ZERO)).hasMessageContaining("refusedFor");
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
