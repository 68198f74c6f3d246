package dev.lifeguard.pool.operations;

import dev.lifeguard.http.Lane;

/// A request that waits for a connection.
public record Waiting(String route, Lane lane, long waitedMs) {}
