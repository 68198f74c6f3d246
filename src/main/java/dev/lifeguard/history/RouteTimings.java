package dev.lifeguard.history;

import dev.lifeguard.work.Lane;

/// Wait and lease times of one route. A route that is served in two lanes appears twice.
///
/// @param waitedInVain how many requests waited and were not served, since the start
/// @param heldMs how long its leases lasted in total, since the start
/// @param heldIdleMs for how much of that no statement was running
public record RouteTimings(
        String route,
        Lane lane,
        WaitAndHold lastMinute,
        WaitAndHold sinceStart,
        long waitedInVain,
        double heldMs,
        double heldIdleMs) {}
