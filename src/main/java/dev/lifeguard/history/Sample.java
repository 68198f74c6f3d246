package dev.lifeguard.history;

import java.time.Instant;

/// The pool over one second or one minute.
///
/// @param at the beginning of the second or minute
/// @param available idle connections: the lowest sampled value
/// @param inUse leased connections: the mean of the sampled values, rounded
/// @param peakInUse the most that were leased at the same time
/// @param waiting requests that waited: the highest sampled value
/// @param maxConnections the highest maximum of the pool
/// @param attempts requests for a connection in this period; the other counts are of this period too
/// @param waitP95Ms the 95th percentile of the waits; for a minute that of its worst second, which that
///     of the whole minute does not exceed
/// @param holdP95Ms the same for the leases
/// @param holdMeanMs the mean of the leases; for a minute the mean of its seconds, weighted by requests
///     served; 0 if none was served
public record Sample(
        Instant at,
        int available,
        int inUse,
        int peakInUse,
        int waiting,
        int maxConnections,
        int attempts,
        int served,
        int refused,
        int timedOut,
        int failed,
        double waitP95Ms,
        double holdP95Ms,
        double holdMeanMs) {}
