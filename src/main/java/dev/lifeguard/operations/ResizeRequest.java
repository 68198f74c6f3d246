package dev.lifeguard.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeguard.connections.Bounds;
import dev.lifeguard.http.JsonBody;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of `PATCH /pool`; a missing bound stays as it is.
record ResizeRequest(Optional<Integer> minConnections, Optional<Integer> maxConnections) {
    /// Reads a body, or throws a problem that names every wrong field.
    static ResizeRequest of(JsonBody body) {
        body.checkPart(ResizeField.ALL);
        return new ResizeRequest(value(body, ResizeField.MIN_CONNECTIONS), value(body, ResizeField.MAX_CONNECTIONS));
    }

    private static Optional<Integer> value(JsonBody body, ResizeField field) {
        return body.value(field).filter(JsonNode::isInt).map(JsonNode::intValue);
    }

    /// Whether both bounds are missing.
    boolean changesNothing() {
        return minConnections.isEmpty() && maxConnections.isEmpty();
    }

    /// The minimum after the change.
    int min(Bounds now) {
        return minConnections.orElse(now.min());
    }

    /// The maximum after the change.
    int max(Bounds now) {
        return maxConnections.orElse(now.max());
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
