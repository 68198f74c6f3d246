package dev.lifeguard.server;

import java.util.Optional;

/// Sessions on the server that are alike.
///
/// @param active how many execute a statement; 0 where the role may not see it
/// @param idleInTransaction likewise
record SessionGroup(
        String role, String database, String applicationName, int sessions, int active, int idleInTransaction) {
    Optional<SessionName> name() {
        return SessionName.parse(applicationName);
    }
}
