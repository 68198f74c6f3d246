package dev.lifeguard.history;

import java.time.Instant;

/// The pool over one second or one minute.
///
/// @param at the second or the minute, by its beginning
/// @param available connections open and not lent: the fewest that were seen
/// @param inUse connections lent: the mean of what was seen, rounded
/// @param peakInUse the most that were lent at the same time
/// @param waiting requests that waited: the most that were seen
/// @param maxConnections the largest that the pool was allowed to be
/// @param attempts requests for a connection in this time, and so are the other counts: of this time alone
/// @param waitP95Ms of 95 % of the waits, none was longer; for a minute the p95 of its worst second, which the
///     p95 of the whole minute does not exceed
/// @param holdP95Ms the same of the holds
/// @param holdMeanMs for a minute the mean of its seconds, each weighing as much as it served; 0 if none was
///     served
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
