package dev.lifeguard.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lifeguard.connections.Bounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /pool`; a missing bound stays as it is.
record Resize(
        @JsonProperty("min_connections")
        @Min(value = 0, message = "must be at least 0")
        @Max(value = 1000, message = "must be at most 1000")
        @Nullable
        Integer minConnections,

        @JsonProperty("max_connections")
        @Min(value = 1, message = "must be at least 1")
        @Max(value = 1000, message = "must be at most 1000")
        @Nullable
        Integer maxConnections) {
    /// Whether both bounds are missing.
    boolean isEmpty() {
        return minConnections == null && maxConnections == null;
    }

    Bounds appliedTo(Bounds now) {
        return new Bounds(
                Optional.ofNullable(minConnections).orElse(now.min()),
                Optional.ofNullable(maxConnections).orElse(now.max()));
    }

    /// The result of resizing.
    ///
    /// @param room the most connections that the server has room for; null if it did not answer
    record Resized(
            int minConnections,
            int maxConnections,
            int minBefore,
            int maxBefore,
            @Nullable Integer room,
            String note) {}
}
