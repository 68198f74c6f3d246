package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisorTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LEASE = Duration.ofMillis(20);
    private static final Advisor ADVISOR = new Advisor(Duration.ofMillis(10));
    /// 400 a second for 20 ms each: 8 in use on average. By Erlang C, 95 of 100 wait for up to 10.6 ms
    /// with 11 connections, and up to 5.1 ms with 12.
    private static final Demand EIGHT_IN_USE = TestDemand.even(360_000, 359_000, WINDOW, LEASE, 1);

    private static final List<Observation> SATURATED = IntStream.range(0, 20)
            .mapToObj(i ->
                    new Observation(i < 10 ? 5 : 10, 400, Duration.ofSeconds(1), Duration.ofMillis(i < 10 ? 12 : 25)))
            .toList();

    @Test
    void theMaximumIsTheSmallestSizeThatKeepsTheTarget() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 10), List.of());

        assertThat(advice.verdict()).isEqualTo(Verdict.RAISE);
        assertThat(advice.recommended()).isEqualTo(new Size(11, 12));
        assertThat(advice.environment()).containsExactly("DB_POOL_MIN_CONNECTIONS=11", "DB_POOL_MAX_CONNECTIONS=12");
        assertThat(at(advice, 12).p95WaitMs()).isBetween(5.0, 5.2);
        assertThat(at(advice, 11).p95WaitMs()).isBetween(10.5, 10.7);
    }

    @Test
    void theReasonsContainTheFigures() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 10, 40), List.of());

        assertThat(advice.reasons())
                .containsExactly(
                        "Raise the maximum from 10 to 12.",
                        "The smallest size that keeps the wait of 95 of 100 requests within 10.0 ms is 12:"
                                + " 66.7 % utilisation, 14.0 % of the requests wait, 95 of 100 no longer than 5.1 ms.",
                        "With the present maximum of 10: 80.0 % utilisation, 40.9 % of the requests wait, 95 of 100 no"
                                + " longer than 21.0 ms.",
                        "Measured over 15.0 minutes: 400.0 requests a second, 400.0 at the busiest, each holding a"
                                + " connection for 20.0 ms on average; that is 8.0 connections in use, 8.0 at the busiest.",
                        "A minimum of 11 covers the normal load of 8.0 connections in use and its usual fluctuation.",
                        "The server has room for 40 connections in this pod, one of 3.");
    }

    @Test
    void theMaximumCoversPeakLoadAndTheMinimumNormalLoad() {
        Demand peaky = new Demand(360_000, 360_000, WINDOW, 1200, LEASE, 1);

        Advice advice = ADVISOR.advise(peaky, room(2, 30), List.of());

        assertThat(advice.verdict()).isEqualTo(Verdict.KEEP);
        assertThat(advice.recommended()).isEqualTo(new Size(11, 30));
        assertThat(advice.reasons().getFirst()).isEqualTo("Keep the maximum of 30: 28 are needed.");
        assertThat(advice.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    /// 12 connections are needed.
    @ParameterizedTest
    @CsvSource({"11, RAISE, 12", "12, KEEP, 12", "15, KEEP, 15", "16, LOWER, 12", "40, LOWER, 12"})
    void theMaximumStaysUnlessItIsTooSmallOrFarTooLarge(int max, Verdict verdict, int recommended) {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, max), List.of());

        assertThat(advice.verdict()).isEqualTo(verdict);
        assertThat(advice.recommended().maxConnections()).isEqualTo(recommended);
    }

    /// One connection is needed, and a quarter less than two is one and a half.
    @ParameterizedTest
    @CsvSource({"2, KEEP", "3, LOWER"})
    void aSmallPoolIsNotLoweredByOne(int max, Verdict verdict) {
        Demand lowDemand = TestDemand.even(9_000, 9_000, WINDOW, Duration.ofMillis(1), 1);

        Advice advice = ADVISOR.advise(lowDemand, room(1, max), List.of());

        assertThat(advice.verdict()).isEqualTo(verdict);
        assertThat(advice.recommended().minConnections()).isEqualTo(1);
    }

    @Test
    void aPoolThatIsFarTooLargeIsLowered() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 40), List.of());

        assertThat(advice.reasons().getFirst()).isEqualTo("Lower the maximum from 40 to 12: more are not needed.");
    }

    @Test
    void aServerWithoutEnoughRoomLimitsTheAdvice() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 9, 10), List.of());

        assertThat(advice.verdict()).isEqualTo(Verdict.NO_ROOM);
        assertThat(advice.recommended()).isEqualTo(new Size(10, 10));
        assertThat(advice.reasons().getFirst())
                .isEqualTo(
                        "The server has room for only 10 connections in this pod, and 12 are needed: make room on the server.");
    }

    @Test
    void aPoolThatTheServerHasNoRoomForIsLoweredEvenIfItIsNotTooLarge() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 15, 13), List.of());

        assertThat(advice.verdict()).isEqualTo(Verdict.LOWER);
        assertThat(advice.recommended()).isEqualTo(new Size(11, 13));
        assertThat(advice.reasons().getFirst())
                .isEqualTo("Lower the maximum from 15 to 13: the server has room for no more.");
    }

    @Test
    void aFullServerStillLeavesOneConnection() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 10, 0), List.of());

        assertThat(advice.recommended()).isEqualTo(new Size(1, 1));
    }

    @Test
    void moreThanTheLargestPossiblePoolIsNoRoomEither() {
        Demand huge = TestDemand.even(100_000_000, 1_000_000, WINDOW, LEASE, 1);

        Advice advice = ADVISOR.advise(huge, room(2, 10), List.of());

        assertThat(advice.verdict()).isEqualTo(Verdict.NO_ROOM);
        assertThat(advice.recommended().maxConnections()).isEqualTo(1000);
        assertThat(advice.reasons().getFirst()).contains("room for only 1000 connections", "more than 1000 are needed");
        assertThat(advice.reasons().get(2))
                .isEqualTo("With the present maximum of 10: 22222.2 % utilisation, more than they can handle.");
    }

    @Test
    void aSaturatedDatabaseGetsNoMoreConnections() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 10), SATURATED);

        assertThat(advice.verdict()).isEqualTo(Verdict.DATABASE_IS_THE_LIMIT);
        assertThat(advice.recommended().maxConnections()).isEqualTo(10);
        assertThat(advice.reasons().getFirst())
                .isEqualTo(
                        "More connections will not help: the database is the limit. With 5.0 connections in use it did"
                                + " 400.0 units of work a second, with 10.0 it did 400.0, while the mean lease time went from 12.0"
                                + " ms to 25.0 ms.");
    }

    @Test
    void theLimitOfTheDatabaseDoesNotMatterIfThePoolIsLargeEnough() {
        assertThat(ADVISOR.advise(EIGHT_IN_USE, room(2, 12), SATURATED).verdict())
                .isEqualTo(Verdict.KEEP);
    }

    @Test
    void theLimitOfTheDatabaseTakesPrecedenceOverTheRoomOfTheServer() {
        Advice advice = ADVISOR.advise(EIGHT_IN_USE, room(2, 10, 8), SATURATED);

        assertThat(advice.verdict()).isEqualTo(Verdict.DATABASE_IS_THE_LIMIT);
        assertThat(advice.recommended().maxConnections()).isEqualTo(8);
    }

    @Test
    void tooLittleTrafficIsReported() {
        Demand few = TestDemand.even(40, 29, Duration.ofSeconds(90), LEASE, 1);

        Advice advice = ADVISOR.advise(few, room(2, 10), SATURATED);

        assertThat(advice.verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRAFFIC);
        assertThat(advice.confidence()).isEqualTo(Confidence.LOW);
        assertThat(advice.recommended()).isEqualTo(advice.current()).isEqualTo(new Size(2, 10));
        assertThat(advice.reasons())
                .containsExactly(
                        "Not enough traffic to judge: 40 requests asked for a connection within 90.0 seconds and 29 were"
                                + " served.",
                        "The room on the server is not known: check that it accepts as many connections from every pod.");
    }

    @Test
    void theRoomOfTheServerLimitsThePoolEvenWithoutTraffic() {
        Demand few = TestDemand.even(40, 29, WINDOW, LEASE, 1);

        Advice advice = ADVISOR.advise(few, room(6, 10, 5), List.of());

        assertThat(advice.verdict()).isEqualTo(Verdict.LOWER);
        assertThat(advice.recommended()).isEqualTo(new Size(5, 5));
        assertThat(advice.reasons().getFirst())
                .isEqualTo("Lower the maximum from 10 to 5: the server has room for no more.");
    }

    @Test
    void refusedRequestsCountAsDemand() {
        Demand halfRefused = TestDemand.even(360_000, 180_000, WINDOW, LEASE, 1);

        assertThat(ADVISOR.advise(halfRefused, room(2, 10), List.of())
                        .recommended()
                        .maxConnections())
                .isEqualTo(12);
    }

    @Test
    void invalidRoomAndDemandAreRejected() {
        assertThatThrownBy(() -> new ServerRoom(-1, 1, Optional.empty(), 1))
                .hasMessageContaining("minConnections is -1");
        assertThatThrownBy(() -> new ServerRoom(3, 2, Optional.empty(), 1)).hasMessageContaining("from 3");
        assertThatThrownBy(() -> new ServerRoom(0, 0, Optional.empty(), 1)).hasMessageContaining("from 1");
        assertThatThrownBy(() -> new ServerRoom(0, 1, Optional.empty(), 0)).hasMessageContaining("pods");
        assertThatThrownBy(() -> TestDemand.even(-1, 0, WINDOW, LEASE, 1)).hasMessageContaining("attempts");
        assertThatThrownBy(() -> TestDemand.even(0, -1, WINDOW, LEASE, 1)).hasMessageContaining("served");
        assertThatThrownBy(() -> TestDemand.even(0, 0, Duration.ZERO, LEASE, 1)).hasMessageContaining("window");
        assertThatThrownBy(() -> new Demand(0, 0, WINDOW, -1, LEASE, 1)).hasMessageContaining("busiestPerSecond");
        assertThatThrownBy(() -> new Advisor(Duration.ofNanos(-1))).hasMessageContaining("target");
    }

    private static WhatIf at(Advice advice, int size) {
        return advice.whatIf().stream()
                .filter(point -> point.size() == size)
                .findFirst()
                .orElseThrow();
    }

    private static ServerRoom room(int min, int max) {
        return new ServerRoom(min, max, Optional.empty(), 3);
    }

    private static ServerRoom room(int min, int max, Integer headroom) {
        return new ServerRoom(min, max, Optional.ofNullable(headroom), 3);
    }
}
