package dev.lifeguard.pool;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The distribution of lease times around a mean.
enum LeaseTimes {
    /// All the same.
    CONSTANT {
        @Override
        double draw(RandomGenerator random) {
            return 1;
        }
    },
    /// Many short, few long, as with unrelated work.
    EXPONENTIAL {
        @Override
        double draw(RandomGenerator random) {
            return random.nextExponential();
        }
    },
    /// Mostly short, and one in nine about eight times as long (squared coefficient of variation 4).
    HEAVY {
        private final double share = (1 + Math.sqrt((VARIATION - 1) / (VARIATION + 1))) / 2;

        @Override
        double draw(RandomGenerator random) {
            double mean = random.nextDouble() < share ? 1 / (2 * share) : 1 / (2 * (1 - share));
            return mean * random.nextExponential();
        }
    };

    private static final double VARIATION = 4;

    /// Draws one lease time, as a multiple of the mean.
    abstract double draw(RandomGenerator random);

    Duration draw(Duration mean, RandomGenerator random) {
        return Duration.ofNanos((long) (mean.toNanos() * draw(random)));
    }
}
