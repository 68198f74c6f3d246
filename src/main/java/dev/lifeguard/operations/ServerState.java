package dev.lifeguard.operations;

import dev.lifeguard.server.BackendState;
import dev.lifeguard.server.Blocked;
import dev.lifeguard.server.FleetView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The state of the server when an incident began.
///
/// @param sessions the sessions of the leased connections, by process id
/// @param blocking the sessions of this service that wait for a lock, with their blockers
/// @param fleet all sessions against the limits
/// @param unknown why parts are missing
public record ServerState(
        Map<Integer, BackendState> sessions, List<Blocked> blocking, Optional<FleetView> fleet, List<String> unknown) {}
