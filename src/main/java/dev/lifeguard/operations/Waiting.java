package dev.lifeguard.operations;

import dev.lifeguard.work.Lane;

/// A request that waits for a connection.
public record Waiting(String route, Lane lane, long waitedMs) {}
