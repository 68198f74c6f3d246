package dev.lifeguard.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/// What holds for any scatter of the holds.
class DatabaseLimitPropertyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Property(tries = 300)
    void holdsThatScatterAtConstantDemandAreNoLimit(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 4) double holdVariation) {
        Random random = new Random(seed);
        List<Observation> windows = IntStream.range(0, 60)
                .mapToObj(i -> scattered(random, 100 + (int) (10 * random.nextGaussian()), holdVariation))
                .toList();

        assertThat(DatabaseLimit.seenIn(windows, holdVariation)).isEmpty();
    }

    /// A window with the mean of as many gamma-like holds around 50 ms.
    private static Observation scattered(Random random, int served, double holdVariation) {
        double spread = Math.sqrt(holdVariation / served);
        double hold = 0.05 * Math.exp(spread * random.nextGaussian());
        return new Observation(served * hold, served, SECOND, Duration.ofNanos((long) (hold * 1e9)));
    }
}
