package dev.lifeguard.history;

import java.util.List;
import java.util.Map;

/// All waits and holds, read at one moment.
///
/// @param lanes by the name of the lane, every lane
/// @param routes who held connections longest first
public record TimingsSnapshot(Periods overall, Map<String, Periods> lanes, List<RouteTimings> routes) {}
