package dev.lifeguard.server;

import java.util.List;
import java.util.Optional;

/// A session that blocks another one.
///
/// @param backendPid 0 for a prepared transaction, which has no session
/// @param root whether it waits for no other session: then it is the true cause, while the others only
///     wait in the same queue
/// @param waitsFor the sessions that block it in turn
/// @param wanted the lock that it waits for in turn
/// @param ours whether it is a session of this service, of any pod
/// @param pod its pod, if it is a session of this service and its name contains one
/// @param state as PostgreSQL names it; empty if the role may not see it, or if the session has just
///     ended
public record Blocker(
        int backendPid,
        boolean root,
        List<Integer> waitsFor,
        Optional<LockWanted> wanted,
        boolean ours,
        Optional<String> pod,
        Optional<String> applicationName,
        Optional<String> role,
        Optional<String> clientAddress,
        Optional<String> state,
        Optional<String> waitEventType,
        Optional<String> waitEvent,
        Optional<Long> transactionAgeMs,
        Optional<Long> stateAgeMs) {}
