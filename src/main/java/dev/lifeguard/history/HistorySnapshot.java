package dev.lifeguard.history;

import java.util.List;

/// The history, oldest first. A second or minute without a sample has no row.
///
/// @param seconds of the last 15 minutes
/// @param minutes of the last 24 hours; the last one is not complete yet
/// @param events the last 200
public record HistorySnapshot(List<Sample> seconds, List<Sample> minutes, List<Event> events) {}
