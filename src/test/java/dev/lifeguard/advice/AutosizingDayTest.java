package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Autosizing.Mode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutosizingDayTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int NIGHT = 20;
    private static final int NOON = 1500;

    /// The demand from quiet at midnight to busy at noon: 0.4 to 30 connections in use on average.
    private static double demand(double hour) {
        return NIGHT + (NOON - NIGHT) * Math.pow(Math.sin(Math.PI * hour / 24), 2);
    }

    @Test
    void autosizingFollowsTheDayWithoutOscillating() {
        SimulatedDay day = new SimulatedDay(new Autosizing(Mode.ON, 2, 60, AutosizingPace.NORMAL), 10, 1);
        int[] sizes = new int[24];
        for (int hour = 0; hour < 24; hour++) {
            day.run(Duration.ofHours(1), INTERVAL.multipliedBy(3), AutosizingDayTest::demand);
            sizes[hour] = day.size();
        }

        assertThat(sizes[11]).isBetween(34, 40);
        assertThat(sizes[23]).isBetween(2, 5);
        assertThat(day.shareOfTargetKept()).isGreaterThan(0.97);
        assertThat(IntStream.range(12, 23).filter(hour -> sizes[hour + 1] > sizes[hour]))
                .isEmpty();
    }

    @Test
    void aSuddenPeakIsCoveredWithinAMinute() {
        SimulatedDay day = new SimulatedDay(new Autosizing(Mode.ON, 2, 60, AutosizingPace.NORMAL), 5, 2);

        day.run(Duration.ofSeconds(60), INTERVAL, hour -> NOON);

        assertThat(day.size()).isBetween(34, 38);
        assertThat(day.reversals()).isZero();
    }
}
