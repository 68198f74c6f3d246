package dev.lifeguard.advice;

import java.util.List;

/// How many connections a pool keeps open, and how many it may have.
public record Size(int minConnections, int maxConnections) {
    /// As environment variables.
    List<String> environment() {
        return List.of("DB_POOL_MIN_CONNECTIONS=" + minConnections, "DB_POOL_MAX_CONNECTIONS=" + maxConnections);
    }
}
