package dev.lifeguard.pool;

import dev.lifeguard.pool.advice.Advice;
import dev.lifeguard.pool.advice.Confidence;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
import jakarta.inject.Singleton;

/// What size the pool should have, as it was last judged.
@Singleton
class AdviceMetrics implements MetricSource {
    private static final Metric RECOMMENDED =
            Metric.gauge("lifeguard_advice_connections", "How many connections are recommended", "bound");
    private static final Metric VERDICT =
            Metric.gauge("lifeguard_advice_verdict", "1 for what to do about the maximum", "verdict");
    private static final Metric CONFIDENCE =
            Metric.gauge("lifeguard_advice_confidence", "1 for how far the advice can be trusted", "confidence");
    private static final Metric OFFERED =
            Metric.gauge("lifeguard_advice_offered_connections", "Connections in use on average if nobody had to wait");
    private static final Metric TARGET =
            Metric.gauge("lifeguard_advice_target_wait_seconds", "What 95 of 100 requests should wait at the most");
    private static final Metric ROOM = Metric.gauge(
            "lifeguard_advice_room_connections",
            "The most connections that the server has room for in this pod's pool");

    private final Pool pool;

    AdviceMetrics(Pool pool) {
        this.pool = pool;
    }

    @Override
    public void tell(Exposition to) {
        pool.advice().ifPresent(advice -> tell(advice, to));
    }

    private static void tell(Advice advice, Exposition to) {
        to.put(RECOMMENDED, advice.recommended().minConnections(), "min");
        to.put(RECOMMENDED, advice.recommended().maxConnections(), "max");
        to.putState(VERDICT, Advice.Verdict.values(), Advice.Verdict::slug, advice.verdict());
        to.putState(CONFIDENCE, Confidence.values(), Confidence::slug, advice.confidence());
        to.put(OFFERED, advice.measured().offeredConnections());
        to.put(TARGET, advice.targetP95WaitMs() / 1e3);
        advice.room().ifPresent(room -> to.put(ROOM, room));
    }
}
