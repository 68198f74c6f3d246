package dev.lifeguard.history;

/// The same figures over two periods.
///
/// @param lastMinute the last 50 to 60 seconds: the current slice of 10 seconds and the five before it
/// @param sinceStart since the process started
public record Periods(WaitAndHold lastMinute, WaitAndHold sinceStart) {}
