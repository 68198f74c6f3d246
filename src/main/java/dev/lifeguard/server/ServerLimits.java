package dev.lifeguard.server;

/// The limits of the server, and how they apply to the role of this service.
///
/// @param reserved the part of `maxConnections` that this role may not use
/// @param roleLimit negative for none
/// @param databaseLimit negative for none
/// @param superuser whether the role is a superuser, which the limits of role and database do not bind
record ServerLimits(int maxConnections, int reserved, int roleLimit, int databaseLimit, boolean superuser) {
    int forThisRole() {
        return maxConnections - reserved;
    }

    boolean bindsRole() {
        return !superuser && roleLimit >= 0;
    }

    boolean bindsDatabase() {
        return !superuser && databaseLimit >= 0;
    }
}
