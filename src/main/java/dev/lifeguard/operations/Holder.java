package dev.lifeguard.operations;

import dev.lifeguard.server.BackendState;
import dev.lifeguard.work.Lane;
import java.util.Optional;

/// A request that holds a connection.
///
/// @param statement the name of what it runs, as far as the service knows
/// @param server what the server says of the session; empty until it has said so, and where it does not
public record Holder(
        String route,
        String requestId,
        Lane lane,
        long heldMs,
        Optional<String> statement,
        int backendPid,
        Optional<BackendState> server) {
    Holder seenBy(Optional<BackendState> state) {
        return new Holder(route, requestId, lane, heldMs, statement, backendPid, state);
    }
}
