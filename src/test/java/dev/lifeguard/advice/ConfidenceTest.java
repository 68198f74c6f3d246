package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Advice.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LEASE = Duration.ofMillis(20);
    private static final Advisor ADVISOR = new Advisor(Duration.ofMillis(10));
    /// 400 a second for 20 ms each: 8 in use on average.
    private static final Demand EIGHT_IN_USE = TestDemand.even(360_000, 359_000, WINDOW, LEASE, 1);

    /// With exponential leases, the relative error is about the square root of 2 / served.
    @ParameterizedTest
    @CsvSource({"800, HIGH", "799, MEDIUM", "89, MEDIUM", "88, LOW", "30, LOW"})
    void confidenceDependsOnHowManyWereServed(int served, Confidence confidence) {
        Demand demand = TestDemand.even(served, served, WINDOW, LEASE, 1);

        assertThat(ADVISOR.advise(demand, room(2, 10), List.of()).confidence()).isEqualTo(confidence);
    }

    @Test
    void unevenLeasesNeedMoreTraffic() {
        Demand uneven = TestDemand.even(100, 100, WINDOW, LEASE, 9);

        assertThat(ADVISOR.advise(uneven, room(2, 10), List.of()).verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRAFFIC);
    }

    @ParameterizedTest
    @CsvSource({"2.0, HIGH", "2.1, MEDIUM"})
    void anUnsteadyLoadLowersConfidence(double timesAsBusy, Confidence confidence) {
        Demand demand = new Demand(90_000, 90_000, WINDOW, timesAsBusy * 100, LEASE, 1);

        assertThat(ADVISOR.advise(demand, room(2, 10), List.of()).confidence()).isEqualTo(confidence);
    }

    @ParameterizedTest
    @CsvSource({"9, HIGH", "8, MEDIUM"})
    void anOverloadedPoolLowersConfidence(int max, Confidence confidence) {
        assertThat(ADVISOR.advise(EIGHT_IN_USE, room(2, max), List.of()).confidence())
                .isEqualTo(confidence);
    }

    private static ServerRoom room(int min, int max) {
        return new ServerRoom(min, max, Optional.empty(), 3);
    }
}
