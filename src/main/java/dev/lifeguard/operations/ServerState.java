package dev.lifeguard.operations;

import dev.lifeguard.server.BackendState;
import dev.lifeguard.server.Blocked;
import dev.lifeguard.server.FleetView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the server said when an incident began.
///
/// @param sessions of the holders, by process id
/// @param blocking who keeps sessions of this service waiting for a lock
/// @param fleet all sessions against the limits
/// @param unknown why something is missing
public record ServerMoment(
        Map<Integer, BackendState> sessions, List<Blocked> blocking, Optional<FleetView> fleet, List<String> unknown) {}
