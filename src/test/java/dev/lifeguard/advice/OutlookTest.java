package dev.lifeguard.advice;

import static dev.lifeguard.advice.SimulatedQueue.MEAN_LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lifeguard.advice.Outlook.Overrun;
import dev.lifeguard.advice.Outlook.Steady;
import dev.lifeguard.advice.SimulatedQueue.Leases;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {
    private static final int REQUESTS = 300_000;
    private static final Duration NEGLIGIBLE = Duration.ofMillis(1);

    /// One server, Poisson arrivals, exponential leases: the mean wait is ρ/(1-ρ) leases, and P(wait >
    /// t) = ρ·exp(-(1-ρ)·t).
    @Test
    void oneConnectionMatchesTheTextbook() {
        Steady outlook = steady(1, new Load(80, MEAN_LEASE, 1));

        assertThat(outlook.utilisation()).isCloseTo(0.8, within(1e-12));
        assertThat(outlook.chanceToWait()).isCloseTo(0.8, within(1e-12));
        assertThat(millis(outlook.meanWait())).isCloseTo(40, within(1e-5));
        assertThat(millis(outlook.p95Wait())).isCloseTo(50 * Math.log(16), within(1e-5));
    }

    /// Pollaczek and Khinchine, exact for one server: waits with constant leases are half as long as
    /// with exponential ones.
    @ParameterizedTest
    @CsvSource({"0, 20", "1, 40", "4, 100"})
    void theMeanWaitForOneConnectionIsExactForUnevenLeases(double leaseVariation, double meanWait) {
        assertThat(millis(steady(1, new Load(80, MEAN_LEASE, leaseVariation)).meanWait()))
                .isCloseTo(meanWait, within(1e-5));
    }

    /// Cosmetatos' figure for ten servers with constant leases at 70 %, computed by hand: 0.5 × 1.1289
    /// of the wait with exponential ones.
    @Test
    void withManyConnectionsEvenLeasesWaitLongerThanHalf() {
        Duration exponential = steady(10, new Load(700, MEAN_LEASE, 1)).meanWait();
        Duration constant = steady(10, new Load(700, MEAN_LEASE, 0)).meanWait();

        assertThat(millis(constant) / millis(exponential)).isCloseTo(0.56446, within(1e-4));
    }

    @Test
    void theP95WaitIsZeroWhenFewerThanFiveOfAHundredWait() {
        Steady outlook = steady(10, new Load(500, MEAN_LEASE, 1));

        assertThat(outlook.chanceToWait()).isBetween(0.03, 0.05);
        assertThat(outlook.p95Wait()).isZero();
        assertThat(outlook.meanWait()).isPositive();
    }

    @Test
    void withoutLoadNothingWaits() {
        assertThat(Outlook.of(3, new Load(0, MEAN_LEASE, 1))).isEqualTo(new Steady(0, 0, Duration.ZERO, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(doubles = {400, 800})
    void overloadIsReportedWithoutAWait(double arrivalsPerSecond) {
        Outlook outlook = Outlook.of(4, new Load(arrivalsPerSecond, MEAN_LEASE, 1));

        assertThat(outlook).isEqualTo(new Overrun(arrivalsPerSecond / 400));
        assertThat(outlook.keeps(Duration.ofDays(1000))).isFalse();
    }

    @Test
    void aWaitEqualToTheTargetKeepsIt() {
        Steady outlook = steady(4, new Load(300, MEAN_LEASE, 1));

        assertThat(outlook.keeps(outlook.p95Wait())).isTrue();
        assertThat(outlook.keeps(outlook.p95Wait().minusNanos(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void anInvalidLoadIsRejected(double figure) {
        assertThatThrownBy(() -> new Load(figure, MEAN_LEASE, 1)).hasMessageContaining("arrivalsPerSecond");
        assertThatThrownBy(() -> new Load(1, MEAN_LEASE, figure)).hasMessageContaining("leaseVariation");
        assertThatThrownBy(() -> new Load(1, Duration.ofNanos(-1), 1)).hasMessageContaining("meanLease");
    }

    /// Compares predictions with simulated queues. The factor is the largest accepted ratio between
    /// them; waits that both put below a tenth of a lease count as equal.
    @ParameterizedTest(name = "{0} connections at {1}, {2} leases")
    @CsvSource({
        "2, 0.50, EXPONENTIAL, 1.10", "2, 0.70, EXPONENTIAL, 1.10", "2, 0.85, EXPONENTIAL, 1.10",
        "4, 0.50, EXPONENTIAL, 1.10", "4, 0.70, EXPONENTIAL, 1.10", "4, 0.85, EXPONENTIAL, 1.10",
        "10, 0.50, EXPONENTIAL, 1.10", "10, 0.70, EXPONENTIAL, 1.10", "10, 0.85, EXPONENTIAL, 1.10",
        "2, 0.50, CONSTANT, 1.15", "2, 0.70, CONSTANT, 1.15", "2, 0.85, CONSTANT, 1.15",
        "4, 0.50, CONSTANT, 1.15", "4, 0.70, CONSTANT, 1.15", "4, 0.85, CONSTANT, 1.15",
        "10, 0.50, CONSTANT, 1.15", "10, 0.70, CONSTANT, 1.15", "10, 0.85, CONSTANT, 1.15",
        "2, 0.50, UNEVEN, 1.20", "2, 0.70, UNEVEN, 1.20", "2, 0.85, UNEVEN, 1.20",
        "4, 0.50, UNEVEN, 1.20", "4, 0.70, UNEVEN, 1.20", "4, 0.85, UNEVEN, 1.20",
        "10, 0.50, UNEVEN, 1.20", "10, 0.70, UNEVEN, 1.20", "10, 0.85, UNEVEN, 1.20",
    })
    void predictionsMatchASimulatedQueue(int connections, double utilisation, Leases leases, double factor) {
        SimulatedQueue simulated = SimulatedQueue.run(connections, utilisation, leases, REQUESTS);
        Steady predicted = steady(connections, SimulatedQueue.load(connections, utilisation, leases));

        assertThat(predicted.chanceToWait()).isCloseTo(simulated.chanceToWait(), within(0.04));
        assertAlike(predicted.meanWait(), simulated.meanWait(), factor);
        assertAlike(predicted.p95Wait(), simulated.p95Wait(), factor);
    }

    private static void assertAlike(Duration predicted, Duration simulated, double factor) {
        if (predicted.compareTo(NEGLIGIBLE) > 0 || simulated.compareTo(NEGLIGIBLE) > 0) {
            assertThat(millis(predicted)).isBetween(millis(simulated) / factor, millis(simulated) * factor);
        }
    }

    private static Steady steady(int connections, Load load) {
        return (Steady) Outlook.of(connections, load);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
