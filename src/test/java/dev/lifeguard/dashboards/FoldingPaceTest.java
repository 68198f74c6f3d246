package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which rounds fold, and how many deltas they take.
class FoldingPaceTest {
    private final FoldingPace pace = new FoldingPace();

    @Test
    void aRoundAfterAWriteFolds() {
        assertThat(Stream.of(0, 1, 1, 2, 5, 5).map(pace::isDue)).containsExactly(true, true, false, true, true, false);
    }

    @Test
    void withoutWritesEveryThirtiethRoundFolds() {
        List<Integer> due =
                IntStream.range(0, 91).filter(round -> pace.isDue(7)).boxed().toList();

        assertThat(due).containsExactly(0, 30, 60, 90);
    }

    @Test
    void aWriteRestartsTheIdleRounds() {
        IntStream.range(0, 20).forEach(round -> pace.isDue(7));
        assertThat(pace.isDue(8)).isTrue();

        assertThat(IntStream.range(0, 30).filter(round -> pace.isDue(8))).containsExactly(29);
    }

    @Test
    void theNextRoundFoldsAfterAFailureOrIfDeltasAreLeft() {
        Stream.<Consumer<FoldingPace>>of(it -> it.succeeded(true), FoldingPace::failed)
                .forEach(end -> {
                    FoldingPace folding = new FoldingPace();
                    folding.isDue(7);
                    end.accept(folding);
                    assertThat(folding.isDue(7)).isTrue();
                    folding.succeeded(false);
                    assertThat(folding.isDue(7)).isFalse();
                });
    }

    @Test
    void aFailureHalvesTheBatchDownToFiftyAndASuccessDoublesItUpToTenThousand() {
        assertThat(after(9, FoldingPace::failed)).containsExactly(5000, 2500, 1250, 625, 312, 156, 78, 50, 50);
        assertThat(after(9, it -> it.succeeded(false)))
                .containsExactly(100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000);
    }

    private List<Integer> after(int rounds, Consumer<FoldingPace> end) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> {
                    end.accept(pace);
                    return pace.batch();
                })
                .toList();
    }
}
