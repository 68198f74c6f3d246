package dev.lifeguard.advice;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// A queue played through, customer by customer, first come first served: the truth that formulas are
/// held against. Arrivals are Poisson and holds last 10 ms on average.
///
/// @param chanceToWait the share of customers that waited
record SimulatedQueue(double chanceToWait, Duration meanWait, Duration p95Wait) {
    static final Duration MEAN_HOLD = Duration.ofMillis(10);
    private static final double NANOS = MEAN_HOLD.toNanos();
    private static final int SEED = 20_261_121;

    /// How holds scatter around a mean of 1.
    enum Holds {
        EXPONENTIAL(1, Holds::exponential),
        CONSTANT(0, random -> 1),
        /// One in nine takes about eight times as long as the others: hyperexponential with balanced
        /// means.
        UNEVEN(4, random -> {
            double share = 0.5 * (1 + Math.sqrt(3 / 5.0));
            return exponential(random) / (2 * (random.nextDouble() < share ? share : 1 - share));
        });

        final double variation;
        private final ToDoubleFunction<Random> draw;

        Holds(double variation, ToDoubleFunction<Random> draw) {
            this.variation = variation;
            this.draw = draw;
        }

        private static double exponential(Random random) {
            return -Math.log(1 - random.nextDouble());
        }
    }

    static SimulatedQueue play(int connections, double utilisation, Holds holds, int customers) {
        Random random = new Random(SEED);
        double[] freeAt = new double[connections];
        double[] waits = new double[customers];
        double now = 0;
        for (int customer = -customers / 10; customer < customers; customer++) {
            now += Holds.exponential(random) / (utilisation * connections);
            int next = firstFree(freeAt);
            double start = Math.max(now, freeAt[next]);
            freeAt[next] = start + holds.draw.applyAsDouble(random);
            if (customer >= 0) {
                waits[customer] = start - now;
            }
        }
        return of(waits);
    }

    static Load load(int connections, double utilisation, Holds holds) {
        return new Load(utilisation * connections * 1e9 / NANOS, MEAN_HOLD, 1, holds.variation);
    }

    private static int firstFree(double[] freeAt) {
        int first = 0;
        for (int i = 1; i < freeAt.length; i++) {
            if (freeAt[i] < freeAt[first]) {
                first = i;
            }
        }
        return first;
    }

    private static SimulatedQueue of(double[] waits) {
        Arrays.sort(waits);
        double waited = Arrays.stream(waits).filter(wait -> wait > 0).count();
        double mean = Arrays.stream(waits).average().orElseThrow();
        double p95 = waits[(int) (0.95 * waits.length)];
        return new SimulatedQueue(waited / waits.length, time(mean), time(p95));
    }

    private static Duration time(double holds) {
        return Duration.ofNanos((long) (holds * NANOS));
    }
}
