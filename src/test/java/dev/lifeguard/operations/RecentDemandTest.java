package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Demand;
import dev.lifeguard.advice.Observation;
import dev.lifeguard.history.LeaseTimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentDemandTest {
    private static final LeaseTimes HOLDS = new LeaseTimes(100, Duration.ofMillis(20), 2.5);

    private final RecentDemand demands = new RecentDemand(RecentDemand.Windows.NORMAL);

    @Test
    void theDemandIsThatOfTheLastMinute() {
        seconds(30, 100, 90);
        seconds(60, 10, 9);
        Demand demand = demands.demand(HOLDS);
        assertThat(demand.attempts()).isEqualTo(600);
        assertThat(demand.served()).isEqualTo(540);
        assertThat(demand.window()).isEqualTo(Duration.ofSeconds(60));
        assertThat(demand.meanHold()).isEqualTo(Duration.ofMillis(20));
        assertThat(demand.holdVariation()).isEqualTo(2.5);
        assertThat(demand.arrivalVariation()).isEqualTo(1);
    }

    @Test
    void aMinuteThatHasJustBegunIsAsLongAsItHasLasted() {
        seconds(7, 10, 10);
        assertThat(demands.demand(HOLDS).window()).isEqualTo(Duration.ofSeconds(7));
        assertThat(demands.demand(HOLDS).busiestPerSecond()).isEqualTo(10);
    }

    @Test
    void nothingAskedIsNoDemand() {
        Demand demand = demands.demand(HOLDS);
        assertThat(demand.attempts()).isZero();
        assertThat(demand.window()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theBusiestTenSecondsOfFiveMinutesCount() {
        seconds(100, 10, 10);
        seconds(5, 90, 10);
        seconds(5, 50, 10);
        seconds(100, 10, 10);
        assertThat(demands.demand(HOLDS).busiestPerSecond()).isEqualTo(70);
    }

    @Test
    void whatIsOlderThanFiveMinutesIsForgotten() {
        seconds(10, 1000, 1000);
        seconds(300, 10, 10);
        assertThat(demands.demand(HOLDS).busiestPerSecond()).isEqualTo(10);
        assertThat(demands.observations()).hasSize(60);
    }

    @Test
    void anObservationAddsFiveSecondsUpAndWeighsHoldsByHowManyThereWere() {
        demands.add(new Second(5, 10, 0, 0, 0, 10));
        demands.add(new Second(5, 30, 0, 0, 0, 50));
        demands.add(new Second(5, 0, 0, 0, 0, 0));
        demands.add(new Second(5, 0, 0, 0, 0, 0));
        demands.add(new Second(5, 0, 0, 0, 0, 0));
        demands.add(new Second(5, 7, 0, 0, 0, 70));
        assertThat(demands.observations())
                .isEqualTo(List.of(new Observation(0.32, 40, Duration.ofSeconds(5), Duration.ofMillis(40))));
    }

    @Test
    void anObservationOfNothingHasNoHold() {
        seconds(5, 3, 0);
        assertThat(demands.observations())
                .isEqualTo(List.of(new Observation(0, 0, Duration.ofSeconds(5), Duration.ZERO)));
    }

    private void seconds(int many, long attempts, long served) {
        for (int i = 0; i < many; i++) {
            demands.add(new Second(attempts, served, 0, 0, 0, 20));
        }
    }
}
