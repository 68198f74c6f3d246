package dev.lifeguard.advice;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// A queue simulated request by request, first come first served. Predictions are compared with it.
/// Arrivals are Poisson, and leases last 10 ms on average.
///
/// @param chanceToWait the share of requests that waited
record SimulatedQueue(double chanceToWait, Duration meanWait, Duration p95Wait) {
    static final Duration MEAN_LEASE = Duration.ofMillis(10);
    private static final double NANOS = MEAN_LEASE.toNanos();
    private static final int SEED = 20_261_121;

    /// The distribution of lease times around a mean of 1.
    enum Leases {
        EXPONENTIAL(1, Leases::exponential),
        CONSTANT(0, random -> 1),
        /// One in nine lasts about eight times as long as the others: hyperexponential with balanced
        /// means.
        UNEVEN(4, random -> {
            double share = 0.5 * (1 + Math.sqrt(3 / 5.0));
            return exponential(random) / (2 * (random.nextDouble() < share ? share : 1 - share));
        });

        final double variation;
        private final ToDoubleFunction<Random> draw;

        Leases(double variation, ToDoubleFunction<Random> draw) {
            this.variation = variation;
            this.draw = draw;
        }

        private static double exponential(Random random) {
            return -Math.log(1 - random.nextDouble());
        }
    }

    static SimulatedQueue run(int connections, double utilisation, Leases leases, int requests) {
        Random random = new Random(SEED);
        double[] freeAt = new double[connections];
        double[] waits = new double[requests];
        double now = 0;
        for (int request = -requests / 10; request < requests; request++) {
            now += Leases.exponential(random) / (utilisation * connections);
            int next = firstFree(freeAt);
            double start = Math.max(now, freeAt[next]);
            freeAt[next] = start + leases.draw.applyAsDouble(random);
            if (request >= 0) {
                waits[request] = start - now;
            }
        }
        return of(waits);
    }

    static Load load(int connections, double utilisation, Leases leases) {
        return new Load(utilisation * connections * 1e9 / NANOS, MEAN_LEASE, leases.variation);
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

    private static Duration time(double leases) {
        return Duration.ofNanos((long) (leases * NANOS));
    }
}
