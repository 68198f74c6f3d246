package dev.lifeguard.server;

/// The sessions of one pod of this service.
///
/// @param pod its name, or the end of a long one
/// @param thisOne whether it is the pod that gives this answer
/// @param poolSessions those of its pool, busy or idle
/// @param active the part of `poolSessions` that is executing a statement
/// @param idleInTransaction the part of `poolSessions` that has a transaction open and executes nothing
/// @param opsSessions those beside its pool: of the monitor, and single connections
public record Pod(String pod, boolean thisOne, int poolSessions, int active, int idleInTransaction, int opsSessions) {}
