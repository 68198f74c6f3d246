package dev.lifeguard.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The counts of the pool, read one after the other: each is exact, but their sums may be off by what happened in
/// between.
///
/// @param available open and idle connections
/// @param inUse leased connections
/// @param total open connections
/// @param waiting requests that wait for a connection
/// @param peakInUse the most connections that were leased at once since the start
@Schema(name = "PoolStats")
public record PoolSnapshot(
        int minConnections, int maxConnections, int available, int inUse, int total, int waiting, int peakInUse) {
    /// The share of the pool that is in use, in percent with one decimal.
    @JsonProperty
    public double usagePercent() {
        return Math.round(1000.0 * inUse / maxConnections) / 10.0;
    }

    /// Whether the next request would have to wait for another to finish.
    boolean hasNoneLeft() {
        return inUse >= maxConnections;
    }
}
