package dev.lifeguard.operations;

import dev.lifeguard.pool.Ledger.LaneUse;
import dev.lifeguard.server.Blocked;
import dev.lifeguard.server.FleetView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The state of things when requests began to go without a connection.
///
/// @param kind what the first of them met with
/// @param timeouts how many waited in vain, up to now
/// @param refusals how many were turned away, up to now
/// @param lastAt when the last of them was
/// @param over whether there was none for ten seconds
/// @param waiting how many requests waited
/// @param waiters the first 50 of them
/// @param waitingByRoute all of them, counted
/// @param serverAsked whether the server's part is complete: it is added a moment later
/// @param blocking who kept sessions of this service waiting for a lock
/// @param unknown why something of the server's part is missing
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
