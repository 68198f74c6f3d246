package dev.lifeguard.server;

import java.util.List;
import java.util.Optional;

/// A session of this service that waits for a lock.
///
/// @param blockers the sessions that block it, directly or through other blocked sessions, the nearest
///     first
/// @param roots the blockers that wait for no other session; empty in a deadlock that the server has
///     not broken yet
public record Blocked(
        int backendPid, Optional<String> pod, LockWanted wanted, List<Blocker> blockers, List<Integer> roots) {}
