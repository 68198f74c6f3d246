package dev.lifeguard.server;

/// What the present pods would need if each used all the connections that it may.
///
/// @param sessionsPerPod the maximum of the pool, and the connections beside it
/// @param sessions of all pods together
/// @param room how many sessions the limits leave to this service, as long as other sessions stay as
///     they are
/// @param podsThatFit how many pods of this size there is room for
public record AtItsLargest(int pods, int sessionsPerPod, int sessions, int room, boolean fits, int podsThatFit) {
    static AtItsLargest of(int pods, int sessionsPerPod, int room) {
        int sessions = pods * sessionsPerPod;
        return new AtItsLargest(pods, sessionsPerPod, sessions, room, sessions <= room, room / sessionsPerPod);
    }
}
