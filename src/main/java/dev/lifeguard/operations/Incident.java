package dev.lifeguard.operations;

import dev.lifeguard.pool.Ledger.LaneUse;
import dev.lifeguard.server.Blocked;
import dev.lifeguard.server.FleetView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state of pool and server when requests began to be refused or to time out.
///
/// @param kind how the first of them ended
/// @param timeouts how many requests have timed out so far
/// @param refusals how many requests have been refused so far
/// @param lastAt when the latest request was refused or timed out
/// @param over whether there was none for ten seconds
/// @param waiting how many requests waited
/// @param waiters the first 50 of them
/// @param waitingByRoute all of them, counted by route
/// @param serverAsked whether the report of the server is included: it is added a moment later
/// @param blocking the sessions of this service that waited for a lock, with their blockers
/// @param unknown why parts of the report of the server are missing
public record Incident(
        long number,
        Instant at,
        FailureKind kind,
        long timeouts,
        long refusals,
        Instant lastAt,
        boolean over,
        int waiting,
        int inUse,
        int maxConnections,
        List<Holder> holders,
        List<Waiting> waiters,
        List<WaitingByRoute> waitingByRoute,
        List<LaneUse> lanes,
        boolean serverAsked,
        List<Blocked> blocking,
        Optional<FleetView> fleet,
        List<String> unknown) {}
