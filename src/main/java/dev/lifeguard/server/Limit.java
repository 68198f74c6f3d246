package dev.lifeguard.server;

/// How many sessions the server lets in, and how many are in.
///
/// @param name `max_connections`, less those that are reserved for others; `role_connection_limit`;
/// `database_connection_limit`
/// @param sessions how many it allows
/// @param used how many of any application count against it now
/// @param ours how many of those are this service's
/// @param left how many more it lets in
public record Limit(String name, int sessions, int used, int ours, int left) {
    static Limit of(String name, int sessions, int used, int ours) {
        return new Limit(name, sessions, used, ours, Math.max(0, sessions - used));
    }

    /// What it leaves to this service as long as all others stay as they are.
    int roomForUs() {
        return Math.max(0, sessions - (used - ours));
    }
}
