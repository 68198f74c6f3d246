package dev.lifeguard.server;

/// The sessions of one pod of this service.
///
/// @param pod its name, or the end of it where it is long
/// @param thisOne whether it is the one that answers
/// @param poolSessions of its pool, busy and idle ones
/// @param active of those, the ones that execute a statement
/// @param idleInTransaction of those, the ones that hold a transaction open and execute nothing
/// @param opsSessions beside its pool: for the watch, and single ones
public record Pod(String pod, boolean thisOne, int poolSessions, int active, int idleInTransaction, int opsSessions) {}
