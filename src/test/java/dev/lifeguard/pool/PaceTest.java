package dev.lifeguard.pool;

import static dev.lifeguard.work.Lane.BULK;
import static dev.lifeguard.work.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lifeguard.work.Lane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void anotherThreadDoesNotPayIfAConnectionComesFreeSooner() {
        wakingTakes(60 * MICRO);
        leasesLast(INTERACTIVE, 50 * MICRO);
        assertThat(pace.oneMorePays(pace.rate(INTERACTIVE, 0, 1))).isFalse();
    }

    @Test
    void anotherThreadPaysWhenStatementsAreLong() {
        wakingTakes(60 * MICRO);
        leasesLast(INTERACTIVE, 50 * MILLI);
        double nineAtWork = 9 * pace.rate(INTERACTIVE, 0, 1);
        assertThat(pace.oneMorePays(nineAtWork)).isTrue();
    }

    @Test
    void aLeaseThatLastsLongerThanUsualCountsAsSlow() {
        wakingTakes(60 * MICRO);
        leasesLast(INTERACTIVE, 50 * MICRO);
        assertThat(pace.oneMorePays(pace.rate(INTERACTIVE, 10 * MILLI, 1))).isTrue();
    }

    @Test
    void aLeaseForSeveralRequestsCountsByRequest() {
        leasesLast(INTERACTIVE, 10 * MICRO);
        assertThat(1 / pace.rate(INTERACTIVE, 300 * MICRO, 30)).isCloseTo(10 * MICRO, within(1.0));
        assertThat(1 / pace.rate(INTERACTIVE, 600 * MICRO, 30)).isCloseTo(20 * MICRO, within(1.0));
    }

    @Test
    void aWokenThreadIsExpectedToTakeWakeAndLeaseTime() {
        wakingTakes(60 * MICRO);
        leasesLast(INTERACTIVE, 40 * MICRO);
        assertThat(1 / pace.rateWhenWoken(INTERACTIVE, 0)).isCloseTo(100 * MICRO, within(1000.0));
        assertThat(1 / pace.rateWhenWoken(INTERACTIVE, 5 * MILLI)).isCloseTo(5 * MILLI, within(1.0));
    }

    @Test
    void oneThreadLessPaysOnlyIfConnectionsComeFreeTwiceAsFastAsThreadsWake() {
        wakingTakes(100 * MICRO);
        assertThat(pace.oneLessPays(1.0 / (40 * MICRO))).isTrue();
        assertThat(pace.oneLessPays(1.0 / (60 * MICRO))).isFalse();
        assertThat(pace.oneMorePays(1.0 / (60 * MICRO))).isFalse();
    }

    @Test
    void anAbsurdWakeTimeIsLimited() {
        for (int i = 0; i < 200; i++) {
            pace.woke(Duration.ofHours(1).toNanos());
        }
        assertThat(pace.wakeNanos()).isBetween(4_900_000L, 5_000_000L);
        for (int i = 0; i < 200; i++) {
            pace.woke(-1);
        }
        assertThat(pace.wakeNanos()).isBetween(5_000L, 5_100L);
    }

    @Test
    void theLeaseTimeFollowsTheMeasurements() {
        pace.leased(BULK, 10 * MILLI);
        assertThat(pace.leaseNanos(BULK)).isEqualTo(10 * MILLI);
        pace.leased(BULK, 26 * MILLI);
        assertThat(pace.leaseNanos(BULK)).isEqualTo(11 * MILLI);
        assertThat(pace.leaseNanos(INTERACTIVE)).isZero();
    }

    @Test
    void noWaitIsPredictedBeforeEnoughWasMeasured() {
        for (int i = 0; i < 9; i++) {
            pace.leased(INTERACTIVE, 10 * MILLI);
        }
        assertThat(pace.expectedWait(INTERACTIVE, 5, 0, 2)).isEmpty();
        pace.leased(INTERACTIVE, 10 * MILLI);
        assertThat(pace.expectedWait(INTERACTIVE, 5, 0, 2)).contains(Duration.ofMillis(30));
    }

    @Test
    void theExpectedWaitGrowsWithTheQueueAndShrinksWithTheRate() {
        leasesLast(INTERACTIVE, 10 * MILLI);
        double fourAtWork = 4 * pace.rate(INTERACTIVE, 0, 1);
        assertThat(pace.expectedWait(INTERACTIVE, 7, fourAtWork, 10)).contains(Duration.ofMillis(20));
        assertThat(pace.expectedWait(INTERACTIVE, 1_000_000_000, fourAtWork, 10))
                .contains(Duration.ofHours(1));
    }

    private void leasesLast(Lane lane, long nanos) {
        for (int i = 0; i < 20; i++) {
            pace.leased(lane, nanos);
        }
    }

    private void wakingTakes(long nanos) {
        for (int i = 0; i < 200; i++) {
            pace.woke(nanos);
        }
    }
}
