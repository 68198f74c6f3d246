package dev.lifeguard.history;

import java.util.List;
import java.util.Map;

/// All waits and leases, read at one moment.
///
/// @param lanes every lane, by its name
/// @param routes those whose leases lasted longest in total first
public record TimingsSnapshot(Periods overall, Map<String, Periods> lanes, List<RouteTimings> routes) {}
