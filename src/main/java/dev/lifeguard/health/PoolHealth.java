package dev.lifeguard.health;

import dev.lifeguard.pool.Cause;
import dev.lifeguard.pool.PoolStats;
import dev.lifeguard.pool.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /health/db`.
record PoolHealth(
        Verdict.Status status,
        @Nullable Cause cause,
        PoolStats poolStats,
        List<String> warnings,
        Map<String, String> recommendations) {}
