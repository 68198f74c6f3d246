package dev.lifeguard.operations;

import dev.lifeguard.server.BackendState;
import dev.lifeguard.work.Lane;
import java.util.Optional;

/// A request that has a connection.
///
/// @param statement the name of the running statement, if the service knows it
/// @param server what the server reports about the session; empty until it has answered, or if it has
///     not
public record Holder(
        String route,
        String requestId,
        Lane lane,
        long heldMs,
        Optional<String> statement,
        int backendPid,
        Optional<BackendState> server) {
    Holder with(Optional<BackendState> state) {
        return new Holder(route, requestId, lane, heldMs, statement, backendPid, state);
    }
}
