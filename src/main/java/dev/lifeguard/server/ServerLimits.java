package dev.lifeguard.server;

/// What the server allows, and to whom.
///
/// @param reserved of `maxConnections`, those that this role may not take
/// @param roleLimit negative for none
/// @param databaseLimit negative for none
/// @param superuser whom the limits of role and database do not bind
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
