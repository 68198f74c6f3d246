package dev.lifeguard.advice;

import static dev.lifeguard.advice.SimulatedQueue.MEAN_HOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lifeguard.advice.Outlook.Overrun;
import dev.lifeguard.advice.Outlook.Steady;
import dev.lifeguard.advice.SimulatedQueue.Holds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {
    private static final int CUSTOMERS = 300_000;
    private static final Duration NEARLY_NOTHING = Duration.ofMillis(1);

    /// One server, Poisson, exponential: mean wait ρ/(1-ρ) holds, and P(wait > t) = ρ·exp(-(1-ρ)·t).
    @Test
    void oneConnectionBehavesAsTheTextbookSays() {
        Steady outlook = steady(1, new Load(80, MEAN_HOLD, 1, 1));

        assertThat(outlook.utilisation()).isCloseTo(0.8, within(1e-12));
        assertThat(outlook.chanceToWait()).isCloseTo(0.8, within(1e-12));
        assertThat(millis(outlook.meanWait())).isCloseTo(40, within(1e-5));
        assertThat(millis(outlook.p95Wait())).isCloseTo(50 * Math.log(16), within(1e-5));
    }

    /// Pollaczek and Khinchine, exact for one server: constant holds wait half as long as exponential
    /// ones.
    @ParameterizedTest
    @CsvSource({"0, 20", "1, 40", "4, 100"})
    void oneConnectionWithUnevenHoldsIsExactInTheMean(double holdVariation, double meanWait) {
        assertThat(millis(steady(1, new Load(80, MEAN_HOLD, 1, holdVariation)).meanWait()))
                .isCloseTo(meanWait, within(1e-5));
    }

    /// Cosmetatos' figure for ten servers with constant holds at 70 %, worked out by hand: 0.5 × 1.1289
    /// of the wait with exponential ones.
    @Test
    void manyConnectionsWithEvenHoldsWaitLongerThanHalf() {
        Duration exponential = steady(10, new Load(700, MEAN_HOLD, 1, 1)).meanWait();
        Duration constant = steady(10, new Load(700, MEAN_HOLD, 1, 0)).meanWait();

        assertThat(millis(constant) / millis(exponential)).isCloseTo(0.56446, within(1e-4));
    }

    @Test
    void burstsMakeWaitsLonger() {
        Duration poisson = steady(4, new Load(300, MEAN_HOLD, 1, 1)).meanWait();
        Duration bursty = steady(4, new Load(300, MEAN_HOLD, 5, 1)).meanWait();

        assertThat(millis(bursty)).isCloseTo(3 * millis(poisson), within(1e-5));
    }

    @Test
    void theP95WaitIsZeroWhenFewerThanFiveOfAHundredWait() {
        Steady outlook = steady(10, new Load(500, MEAN_HOLD, 1, 1));

        assertThat(outlook.chanceToWait()).isBetween(0.03, 0.05);
        assertThat(outlook.p95Wait()).isZero();
        assertThat(outlook.meanWait()).isPositive();
    }

    @Test
    void nothingWaitsWithoutALoad() {
        assertThat(Outlook.of(3, new Load(0, MEAN_HOLD, 1, 1)))
                .isEqualTo(new Steady(0, 0, Duration.ZERO, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(doubles = {400, 800})
    void moreThanTheConnectionsCanDoIsSaidAndNotANumber(double arrivalsPerSecond) {
        Outlook outlook = Outlook.of(4, new Load(arrivalsPerSecond, MEAN_HOLD, 1, 1));

        assertThat(outlook).isEqualTo(new Overrun(arrivalsPerSecond / 400));
        assertThat(outlook.keeps(Duration.ofDays(1000))).isFalse();
    }

    @Test
    void aTargetThatIsJustReachedIsKept() {
        Steady outlook = steady(4, new Load(300, MEAN_HOLD, 1, 1));

        assertThat(outlook.keeps(outlook.p95Wait())).isTrue();
        assertThat(outlook.keeps(outlook.p95Wait().minusNanos(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aLoadThatIsNoNumberIsRefused(double figure) {
        assertThatThrownBy(() -> new Load(figure, MEAN_HOLD, 1, 1)).hasMessageContaining("arrivalsPerSecond");
        assertThatThrownBy(() -> new Load(1, MEAN_HOLD, figure, 1)).hasMessageContaining("arrivalVariation");
        assertThatThrownBy(() -> new Load(1, MEAN_HOLD, 1, figure)).hasMessageContaining("holdVariation");
        assertThatThrownBy(() -> new Load(1, Duration.ofNanos(-1), 1, 1)).hasMessageContaining("meanHold");
    }

    /// Held against simulated queues. The factor is how far apart they may lie, either way; waits that
    /// both put under a tenth of a hold are alike.
    @ParameterizedTest(name = "{0} connections at {1}, {2} holds")
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
    void whatIsForetoldIsWhatASimulatedQueueShows(int connections, double utilisation, Holds holds, double factor) {
        SimulatedQueue seen = SimulatedQueue.play(connections, utilisation, holds, CUSTOMERS);
        Steady foretold = steady(connections, SimulatedQueue.load(connections, utilisation, holds));

        assertThat(foretold.chanceToWait()).isCloseTo(seen.chanceToWait(), within(0.04));
        assertAlike(foretold.meanWait(), seen.meanWait(), factor);
        assertAlike(foretold.p95Wait(), seen.p95Wait(), factor);
    }

    private static void assertAlike(Duration foretold, Duration seen, double factor) {
        if (foretold.compareTo(NEARLY_NOTHING) > 0 || seen.compareTo(NEARLY_NOTHING) > 0) {
            assertThat(millis(foretold)).isBetween(millis(seen) / factor, millis(seen) * factor);
        }
    }

    private static Steady steady(int connections, Load load) {
        return (Steady) Outlook.of(connections, load);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
