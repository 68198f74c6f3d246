package dev.lifeguard.server;

/// A limit of the server on sessions, and how many count against it.
///
/// @param name `max_connections` (less those that are reserved for others), `role_connection_limit` or
///     `database_connection_limit`
/// @param sessions how many it allows
/// @param used how many sessions, of any application, count against it now
/// @param ours the part of `used` that belongs to this service
/// @param left how many more it allows
public record Limit(String name, int sessions, int used, int ours, int left) {
    static Limit of(String name, int sessions, int used, int ours) {
        return new Limit(name, sessions, used, ours, Math.max(0, sessions - used));
    }

    /// What it leaves to this service as long as all other sessions stay.
    int roomForUs() {
        return Math.max(0, sessions - (used - ours));
    }
}
