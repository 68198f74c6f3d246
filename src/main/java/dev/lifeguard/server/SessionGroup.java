package dev.lifeguard.server;

import java.util.Optional;

/// Sessions with the same role, database and application name.
///
/// @param active how many are executing a statement; 0 if the role may not see it
/// @param idleInTransaction the same for those that have a transaction open and execute nothing
record SessionGroup(
        String role, String database, String applicationName, int sessions, int active, int idleInTransaction) {
    Optional<SessionName> name() {
        return SessionName.parse(applicationName);
    }
}
