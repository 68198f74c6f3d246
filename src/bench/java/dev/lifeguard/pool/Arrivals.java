package dev.lifeguard.pool;

import java.util.random.RandomGenerator;

/// The distribution of arrivals, at a rate that is constant over a long time.
enum Arrivals {
    /// Independent arrivals, as from many unrelated clients.
    POISSON {
        @Override
        Clock at(double perSecond, RandomGenerator random) {
            return () -> random.nextExponential() / perSecond;
        }
    },
    /// Busy and quiet times alternate, half a second each on average. Busy times have seven times the
    /// rate of quiet ones.
    BURSTY {
        @Override
        Clock at(double perSecond, RandomGenerator random) {
            return new Bursts(perSecond, random);
        }
    };

    /// Returns the seconds until the next arrival.
    interface Clock {
        double next();
    }

    abstract Clock at(double perSecond, RandomGenerator random);

    private static final class Bursts implements Clock {
        private static final double MEAN_SECONDS = 0.5;
        private static final double BUSY = 1.75;
        private static final double QUIET = 0.25;

        private final double perSecond;
        private final RandomGenerator random;
        private boolean busy;
        private double left;

        Bursts(double perSecond, RandomGenerator random) {
            this.perSecond = perSecond;
            this.random = random;
            this.left = MEAN_SECONDS * random.nextExponential();
        }

        @Override
        public double next() {
            double passed = 0;
            while (true) {
                double next = random.nextExponential() / (perSecond * (busy ? BUSY : QUIET));
                if (next <= left) {
                    left -= next;
                    return passed + next;
                }
                passed += left;
                busy = !busy;
                left = MEAN_SECONDS * random.nextExponential();
            }
        }
    }
}
