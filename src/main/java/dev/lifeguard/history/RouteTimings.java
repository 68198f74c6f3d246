package dev.lifeguard.history;

import dev.lifeguard.work.Lane;

/// What one route asked of the pool. A route that is served in two lanes is there twice.
///
/// @param waitedInVain how many waited and got no connection, since the start
/// @param heldMs for how long it has held connections in total, since the start
/// @param heldIdleMs for how much of that nothing was executed
public record RouteTimings(
        String route,
        Lane lane,
        WaitAndHold lastMinute,
        WaitAndHold sinceStart,
        long waitedInVain,
        double heldMs,
        double heldIdleMs) {}
