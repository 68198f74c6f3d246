package dev.lifeguard.server;

/// What the pods that are there now would need if each used all that it may.
///
/// @param sessionsPerPod the pool's maximum, and the connections beside it
/// @param sessions of all pods together
/// @param room how many sessions the server's limits leave to this service while others keep theirs
/// @param podsThatFit how many pods of this size there is room for
public record AtItsLargest(int pods, int sessionsPerPod, int sessions, int room, boolean fits, int podsThatFit) {
    static AtItsLargest of(int pods, int sessionsPerPod, int room) {
        int sessions = pods * sessionsPerPod;
        return new AtItsLargest(pods, sessionsPerPod, sessions, room, sessions <= room, room / sessionsPerPod);
    }
}
