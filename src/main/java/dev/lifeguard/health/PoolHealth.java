package dev.lifeguard.health;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.PoolSnapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The response of `GET /health/db`.
record PoolHealth(
        Diagnosis.Status status,
        @Nullable Cause cause,
        PoolSnapshot poolStats,
        List<String> warnings,
        Map<String, String> recommendations) {}
