package dev.lifeguard.server;

import java.util.List;
import java.util.Optional;

/// A session of ours that waits for a lock.
///
/// @param blockers who keeps it waiting, and who keeps those waiting in turn, the nearest first
/// @param roots the blockers that wait for nobody; empty in a deadlock that the server has not broken yet
public record Blocked(
        int backendPid, Optional<String> pod, LockWanted wanted, List<Blocker> blockers, List<Integer> roots) {}
