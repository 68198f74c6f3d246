package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// What holds for every advice.
class AdvisorPropertyTest {
    private static final Duration TARGET = Duration.ofMillis(10);

    @Property(tries = 300)
    void theRecommendedSizeFitsTheServerAndIsEnoughWhereTheAdviceSaysSo(
            @ForAll @LongRange(max = 10_000_000) long attempts,
            @ForAll @LongRange(max = 200_000_000) long leaseNanos,
            @ForAll @DoubleRange(max = 10) double leaseVariation,
            @ForAll @IntRange(min = 1, max = 200) int max,
            @ForAll @IntRange(max = 1500) int headroom) {
        Demand demand = TestDemand.even(
                attempts, attempts, Duration.ofMinutes(10), Duration.ofNanos(leaseNanos), leaseVariation);
        ServerRoom room = new ServerRoom(1, max, Optional.of(headroom), 1);

        Advice advice = new Advisor(TARGET).advise(demand, room, List.of());

        int recommended = advice.recommended().maxConnections();
        assertThat(recommended).isBetween(1, Math.max(1, headroom));
        assertThat(advice.recommended().minConnections()).isBetween(1, recommended);
        assertThat(advice.whatIf()).hasSizeLessThanOrEqualTo(100);
        assertThat(advice.whatIf()).extracting(WhatIf::size).contains(1, recommended);
        assertThat(advice.whatIf().getLast().size()).isEqualTo(Math.clamp(headroom, 1, 1000));
        boolean enough = Outlook.of(recommended, demand.peak()).keeps(TARGET);
        switch (advice.verdict()) {
            case KEEP, RAISE -> assertThat(enough).isTrue();
            case LOWER -> assertThat(enough || !Confidence.isEnough(demand)).isTrue();
            case NO_ROOM -> assertThat(enough).isFalse();
            case NOT_ENOUGH_TRAFFIC -> assertThat(Confidence.isEnough(demand)).isFalse();
            case DATABASE_IS_THE_LIMIT -> throw new AssertionError("there were no observations");
        }
        if (advice.verdict() == Verdict.RAISE) {
            assertThat(recommended).isGreaterThan(max);
            assertThat(Outlook.of(recommended - 1, demand.peak()).keeps(TARGET)).isFalse();
        }
    }
}
