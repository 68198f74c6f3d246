package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Demand;
import dev.lifeguard.advice.Observation;
import dev.lifeguard.history.LeaseTimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentDemandTest {
    private static final LeaseTimes LEASES = new LeaseTimes(100, Duration.ofMillis(20), 2.5);

    private final RecentDemand recent = new RecentDemand(RecentDemand.Windows.NORMAL);

    @Test
    void theDemandCoversTheLastMinute() {
        seconds(30, 100, 90);
        seconds(60, 10, 9);
        Demand demand = recent.recent(LEASES);
        assertThat(demand.attempts()).isEqualTo(600);
        assertThat(demand.served()).isEqualTo(540);
        assertThat(demand.window()).isEqualTo(Duration.ofSeconds(60));
        assertThat(demand.meanLease()).isEqualTo(Duration.ofMillis(20));
        assertThat(demand.leaseVariation()).isEqualTo(2.5);
    }

    @Test
    void anIncompleteMinuteIsAsLongAsItHasLasted() {
        seconds(7, 10, 10);
        assertThat(recent.recent(LEASES).window()).isEqualTo(Duration.ofSeconds(7));
        assertThat(recent.recent(LEASES).busiestPerSecond()).isEqualTo(10);
    }

    @Test
    void withoutRequestsThereIsNoDemand() {
        Demand demand = recent.recent(LEASES);
        assertThat(demand.attempts()).isZero();
        assertThat(demand.window()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theBusiestTenSecondsOfFiveMinutesCount() {
        seconds(100, 10, 10);
        seconds(5, 90, 10);
        seconds(5, 50, 10);
        seconds(100, 10, 10);
        assertThat(recent.recent(LEASES).busiestPerSecond()).isEqualTo(70);
    }

    @Test
    void secondsOlderThanFiveMinutesAreDropped() {
        seconds(10, 1000, 1000);
        seconds(300, 10, 10);
        assertThat(recent.recent(LEASES).busiestPerSecond()).isEqualTo(10);
        assertThat(recent.observations()).hasSize(60);
    }

    @Test
    void anObservationSumsFiveSecondsAndWeightsLeaseTimesByTheirCount() {
        recent.add(new Second(5, 10, 0, 0, 0, 10));
        recent.add(new Second(5, 30, 0, 0, 0, 50));
        recent.add(new Second(5, 0, 0, 0, 0, 0));
        recent.add(new Second(5, 0, 0, 0, 0, 0));
        recent.add(new Second(5, 0, 0, 0, 0, 0));
        recent.add(new Second(5, 7, 0, 0, 0, 70));
        assertThat(recent.observations())
                .isEqualTo(List.of(new Observation(0.32, 40, Duration.ofSeconds(5), Duration.ofMillis(40))));
    }

    @Test
    void anObservationWithoutLeasesHasNoLeaseTime() {
        seconds(5, 3, 0);
        assertThat(recent.observations())
                .isEqualTo(List.of(new Observation(0, 0, Duration.ofSeconds(5), Duration.ZERO)));
    }

    private void seconds(int many, long attempts, long served) {
        for (int i = 0; i < many; i++) {
            recent.add(new Second(attempts, served, 0, 0, 0, 20));
        }
    }
}
