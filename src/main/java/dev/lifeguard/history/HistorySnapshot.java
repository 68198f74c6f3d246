package dev.lifeguard.history;

import java.util.List;

/// What is remembered, oldest first. Where nothing was recorded there is no row.
///
/// @param seconds of the last 15 minutes
/// @param minutes of the last 24 hours; the last one is still being filled
/// @param events the last 200
public record HistorySnapshot(List<Sample> seconds, List<Sample> minutes, List<Event> events) {}
