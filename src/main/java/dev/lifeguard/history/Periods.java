package dev.lifeguard.history;

/// The same figures over two periods.
///
/// @param lastMinute the last 50 to 60 seconds: the slice of 10 seconds that is being filled, and five before it
/// @param sinceStart since the process started
public record Periods(WaitAndHold lastMinute, WaitAndHold sinceStart) {}
