package dev.lifeguard.history;

/// How long was waited for a connection, and how long it was then held.
///
/// @param waits of all who waited, those who waited in vain too, with the time after which they gave up: their
///     true wait would have been longer still
/// @param holds of those who got a connection
public record WaitAndHold(Percentiles waits, Percentiles holds) {}
