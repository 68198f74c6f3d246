package dev.lifeguard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.advice.Load;
import dev.lifeguard.advice.Outlook;
import dev.lifeguard.history.LeaseTimes;
import dev.lifeguard.pool.Queries;
import dev.lifeguard.pool.RealPool;
import dev.lifeguard.pool.RealPool.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Compares the predicted waits with those of the real gate on a real pool. A short run on a busy
/// machine may be off by half, so the bounds are wide; `AdviceBenchmark` measures more precisely.
class AdviceAgainstThePoolTest {
    private static final int ROUNDS = 8;
    private static final int CONNECTIONS = 4;
    private static final double MEAN_LEASE_SECONDS = 0.015;
    private static final double UTILISATION = 0.7;
    private static final int REQUESTS = 800;

    private final Random random = new Random(7);
    private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());

    @Test
    void thePredictedWaitMatchesTheRealPool() throws Exception {
        List<Double> ratios = new ArrayList<>();
        do {
            ratios.add(predictedToMeasured());
        } while (!isClose(ratios.getLast()) && ratios.size() < ROUNDS);
        assertThat(ratios).as("predicted to measured, by round").anyMatch(AdviceAgainstThePoolTest::isClose);
    }

    private static boolean isClose(double ratio) {
        return ratio > 0.4 && ratio < 2.5;
    }

    private double predictedToMeasured() throws Exception {
        waits.clear();
        try (RealPool pool = new RealPool(Settings.of("advice", CONNECTIONS))) {
            open(pool);
            long begun = System.nanoTime();
            sendLikeIndependentClients(pool);
            double perSecond = REQUESTS / ((System.nanoTime() - begun) / 1e9);
            LeaseTimes leases = pool.timings.recentLeases().orElseThrow();

            Load load = new Load(perSecond, leases.mean(), leases.squaredVariation());
            Outlook.Steady predicted = (Outlook.Steady) Outlook.of(CONNECTIONS, load);
            double measured = p95Millis();
            double expected = predicted.p95Wait().toNanos() / 1e6;
            System.out.printf("p95 wait: predicted %.1f ms, measured %.1f ms%n", expected, measured);
            return expected / measured;
        }
    }

    /// Opens all connections, so that no request waits for one to open.
    private static void open(RealPool pool) {
        List<CompletableFuture<Integer>> cold = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            cold.add(pool.gate.run(Queries::slow).subscribeAsCompletionStage());
        }
        cold.forEach(CompletableFuture::join);
    }

    private void sendLikeIndependentClients(RealPool pool) {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        long next = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            next += (long) (exponential(MEAN_LEASE_SECONDS / (UTILISATION * CONNECTIONS)) * 1e9);
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            results.add(send(pool, exponential(MEAN_LEASE_SECONDS)));
        }
        results.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Integer> send(RealPool pool, double seconds) {
        long sent = System.nanoTime();
        return pool.gate
                .run(connection -> {
                    waits.add(System.nanoTime() - sent);
                    return Queries.number(connection, "select 1 from pg_sleep(" + seconds + ")");
                })
                .subscribeAsCompletionStage();
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private double p95Millis() {
        List<Long> sorted = waits.stream().sorted().toList();
        return sorted.get((int) (sorted.size() * 0.95)) / 1e6;
    }
}
