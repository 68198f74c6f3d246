package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/// Properties for any variation of lease times.
class DatabaseLimitPropertyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Property(tries = 300)
    void varyingLeaseTimesAtConstantDemandAreNoLimit(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 4) double leaseVariation) {
        Random random = new Random(seed);
        List<Observation> windows = IntStream.range(0, 60)
                .mapToObj(i -> window(random, 100 + (int) (10 * random.nextGaussian()), leaseVariation))
                .toList();

        assertThat(DatabaseLimit.seenIn(windows, leaseVariation)).isEmpty();
    }

    /// A window whose mean is that of `served` gamma-like leases around 50 ms.
    private static Observation window(Random random, int served, double leaseVariation) {
        double deviation = Math.sqrt(leaseVariation / served);
        double lease = 0.05 * Math.exp(deviation * random.nextGaussian());
        return new Observation(served * lease, served, SECOND, Duration.ofNanos((long) (lease * 1e9)));
    }
}
