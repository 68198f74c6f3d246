package dev.lifeguard.history;

/// How long requests waited for a connection, and how long their leases lasted.
///
/// @param waits of all requests that waited. Those that were not served count with the time after which
///     they gave up; their full wait would have been longer
/// @param holds the leases of the requests that were served
public record WaitAndHold(Percentiles waits, Percentiles holds) {}
