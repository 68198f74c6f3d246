package dev.lifeguard.server;

import java.util.List;
import java.util.Optional;

/// A session that keeps another one waiting.
///
/// @param backendPid 0 for a prepared transaction, which has no session
/// @param root whether it waits for nobody: the true cause, as against one that only stands in the same queue
/// @param waitsFor the sessions that it waits for in turn
/// @param wanted the lock that it waits for in turn
/// @param ours whether it is a session of this service, of any pod
/// @param pod the one that holds it, if it is ours and its name tells
/// @param state as PostgreSQL has it; empty where the role may not see it, and for a session that has just ended
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
