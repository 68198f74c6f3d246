package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void leasesThatGetLongerAtTheSameThroughputShowALimit() {
        List<Observation> windows = new ArrayList<>(times(10, 5, 400));
        windows.addAll(times(10, 10, 410));
        Collections.shuffle(windows, new Random(1));

        assertThat(DatabaseLimit.seenIn(windows, 1)).hasValueSatisfying(limit -> {
            assertThat(limit.before()).isEqualTo(new DatabaseLimit.Level(5, 400, 12.5, 400));
            assertThat(limit.after()).isEqualTo(new DatabaseLimit.Level(10, 410, 24.390244, 410));
        });
    }

    @Test
    void throughputThatGrowsWithConnectionsInUseShowsNoLimit() {
        assertThat(seen(times(10, 5, 400), times(10, 10, 800))).isFalse();
    }

    /// Throughput may take up to a quarter of a doubling (in logarithms): 2^0.25 = 1.19.
    @ParameterizedTest
    @CsvSource({"470, true", "480, false"})
    void throughputThatHardlyGrowsCountsAsFlat(int throughput, boolean limit) {
        assertThat(seen(times(10, 5, 400), times(10, 10, throughput))).isEqualTo(limit);
    }

    @Test
    void aLastPartOfTheGrowthWithoutMoreThroughputIsEnough() {
        assertThat(seen(times(20, 1, 100), times(5, 5, 400), times(20, 10, 400)))
                .isTrue();
    }

    @Test
    void aDatabaseThatSuddenlyGotSlowerShowsALimit() {
        assertThat(seen(times(57, 1, 400), times(3, 10, 400))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2"})
    void aFewOddWindowsShowNothing(int before, int after) {
        assertThat(seen(times(before, 1, 400), times(after, 10, 400))).isFalse();
        assertThat(seen(times(3, 1, 400), times(3, 10, 400))).isTrue();
    }

    @Test
    void windowsWithoutWorkDoNotCount() {
        List<Observation> idle = List.of(
                new Observation(0, 400, SECOND, Duration.ofMillis(1)),
                new Observation(5, 0, SECOND, Duration.ofMillis(1)),
                new Observation(5, 400, SECOND, Duration.ZERO));

        assertThat(seen(idle, idle, times(3, 10, 400))).isFalse();
        assertThat(seen()).isFalse();
    }

    @Test
    void groupsThatAreCloseTogetherShowNothing() {
        assertThat(seen(times(10, 7.4, 400), times(10, 9, 400))).isFalse();
        assertThat(seen(times(10, 7.4, 400), times(10, 10, 400))).isTrue();
    }

    @Test
    void moreConnectionsInUseWithoutLongerLeasesShowNothing() {
        List<Observation> windows = new ArrayList<>(times(10, 5, 400));
        IntStream.range(0, 10).forEach(i -> windows.add(new Observation(10, 400, SECOND, Duration.ofMillis(18))));

        assertThat(DatabaseLimit.seenIn(windows, 1)).isEmpty();
    }

    /// With four exponential leases in a window, means deviate by half: twice as long means nothing.
    @ParameterizedTest
    @CsvSource({"4, false", "400, true"})
    void aDifferenceThatRandomVariationExplainsShowsNothing(int served, boolean limit) {
        assertThat(seen(times(10, 5, served), times(10, 10, served))).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({"5 5.2 6.8, 5.2", "6.8 5 5.2 7, 6"})
    void aGroupIsRepresentedByItsMedian(String inUse, double median) {
        List<Observation> windows = new ArrayList<>(times(5, 10, 400));
        for (String use : inUse.split(" ", -1)) {
            windows.addAll(times(1, Double.parseDouble(use), 400));
        }

        assertThat(DatabaseLimit.seenIn(windows, 1))
                .hasValueSatisfying(limit -> assertThat(limit.before().inUse()).isEqualTo(median));
    }

    @Test
    void invalidObservationsAreRejected() {
        assertThatThrownBy(() -> new Observation(-1, 1, SECOND, SECOND)).hasMessageContaining("inUse");
        assertThatThrownBy(() -> new Observation(1, -1, SECOND, SECOND)).hasMessageContaining("served");
        assertThatThrownBy(() -> new Observation(1, 1, Duration.ZERO, SECOND)).hasMessageContaining("window");
        assertThatThrownBy(() -> new Observation(1, 1, SECOND, SECOND.negated()))
                .hasMessageContaining("meanLease");
    }

    @SafeVarargs
    private static boolean seen(List<Observation>... groups) {
        List<Observation> windows = new ArrayList<>();
        for (List<Observation> group : groups) {
            windows.addAll(group);
        }
        return DatabaseLimit.seenIn(windows, 1).isPresent();
    }

    /// Windows that obey Little's law.
    private static List<Observation> times(int count, double inUse, int perSecond) {
        Duration lease = Duration.ofNanos(Math.round(inUse * 1e9 / perSecond));
        return Collections.nCopies(count, new Observation(inUse, perSecond, SECOND, lease));
    }
}
