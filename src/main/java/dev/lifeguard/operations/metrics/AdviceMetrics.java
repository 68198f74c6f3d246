package dev.lifeguard.operations.metrics;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.advice.Confidence;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import jakarta.inject.Singleton;

/// The latest advice on the size of the pool.
@Singleton
class AdviceMetrics implements MetricSource {
    private static final Metric RECOMMENDED =
            Metric.gauge("lifeguard_advice_connections", "The recommended bounds of the pool", "bound");
    private static final Metric VERDICT =
            Metric.gauge("lifeguard_advice_verdict", "1 for the verdict on the maximum of the pool", "verdict");
    private static final Metric CONFIDENCE =
            Metric.gauge("lifeguard_advice_confidence", "1 for the confidence in the advice", "confidence");
    private static final Metric OFFERED = Metric.gauge(
            "lifeguard_advice_offered_connections",
            "Connections that would be in use on average if no request had to wait");
    private static final Metric TARGET = Metric.gauge(
            "lifeguard_advice_target_wait_seconds", "The longest time that 95 of 100 requests should wait");
    private static final Metric ROOM = Metric.gauge(
            "lifeguard_advice_room_connections",
            "The most connections that the server has room for in this pod's pool");

    private final PoolView pool;

    AdviceMetrics(PoolView pool) {
        this.pool = pool;
    }

    @Override
    public void collect(Exposition into) {
        pool.advice().ifPresent(advice -> add(advice, into));
    }

    private static void add(Advice advice, Exposition into) {
        into.put(RECOMMENDED, advice.recommended().minConnections(), "min");
        into.put(RECOMMENDED, advice.recommended().maxConnections(), "max");
        into.putState(VERDICT, Advice.Verdict.values(), Advice.Verdict::slug, advice.verdict());
        into.putState(CONFIDENCE, Confidence.values(), Confidence::slug, advice.confidence());
        into.put(OFFERED, advice.measured().offeredConnections());
        into.put(TARGET, advice.targetP95WaitMs() / 1e3);
        advice.room().ifPresent(room -> into.put(ROOM, room));
    }
}
