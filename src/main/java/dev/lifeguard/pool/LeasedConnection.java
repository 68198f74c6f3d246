package dev.lifeguard.pool;

import dev.lifeguard.work.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connection that is leased.
///
/// @param request the request that it serves; the first if there are several
/// @param requests how many requests it serves
/// @param held how long the lease has lasted
/// @param waited how long the request waited for it
/// @param idle for how much of the lease no statement was running
/// @param statement the name of the statement that is running
/// @param stack what the database thread is doing, once the lease has lasted longer than `DB_POOL_LEAK_AFTER`
public record LeasedConnection(
        int backendPid,
        Request request,
        int requests,
        Duration held,
        Duration waited,
        Duration idle,
        Optional<String> statement,
        List<String> stack) {
    public LeasedConnection {
        stack = List.copyOf(stack);
    }
}
