package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Outlook.Overrun;
import dev.lifeguard.advice.Outlook.Steady;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// Properties for every load.
class OutlookPropertyTest {
    @Property(tries = 500)
    void anotherConnectionNeverMakesWaitsLonger(
            @ForAll @IntRange(min = 1, max = 999) int connections,
            @ForAll @DoubleRange(max = 1.2) double utilisation,
            @ForAll @LongRange(min = 1_000, max = 10_000_000_000L) long leaseNanos,
            @ForAll @DoubleRange(max = 20) double leaseVariation) {
        double perSecond = utilisation * connections * 1e9 / leaseNanos;
        Load load = new Load(perSecond, Duration.ofNanos(leaseNanos), leaseVariation);

        Outlook less = Outlook.of(connections, load);
        Outlook more = Outlook.of(connections + 1, load);

        assertThat(more.utilisation()).isLessThanOrEqualTo(less.utilisation());
        switch (less) {
            case Overrun overrun -> assertThat(overrun.utilisation()).isGreaterThanOrEqualTo(1);
            case Steady steady -> assertShorter((Steady) more, steady);
        }
    }

    private static void assertShorter(Steady more, Steady less) {
        assertThat(less.chanceToWait()).isBetween(0.0, 1.0);
        assertThat(more.chanceToWait()).isLessThanOrEqualTo(less.chanceToWait());
        assertThat(more.meanWait()).isLessThanOrEqualTo(less.meanWait());
        assertThat(more.p95Wait()).isLessThanOrEqualTo(less.p95Wait());
    }

    @Property(tries = 500)
    void moreTrafficMakesWaitsLonger(
            @ForAll @IntRange(min = 1, max = 1000) int connections,
            @ForAll @DoubleRange(max = 0.99) double utilisation,
            @ForAll @DoubleRange(min = 1, max = 1.01) double more) {
        Duration lease = Duration.ofMillis(5);
        Steady before = (Steady) Outlook.of(connections, new Load(utilisation * connections * 200, lease, 1));
        Outlook after = Outlook.of(connections, new Load(utilisation * connections * 200 * more, lease, 1));

        if (after instanceof Steady steady) {
            assertThat(steady.chanceToWait()).isGreaterThanOrEqualTo(before.chanceToWait());
            assertThat(steady.p95Wait()).isGreaterThanOrEqualTo(before.p95Wait());
        }
    }
}
