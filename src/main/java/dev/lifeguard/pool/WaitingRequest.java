package dev.lifeguard.pool;

import dev.lifeguard.work.Request;
import java.time.Duration;

/// A request that waits for a connection.
public record WaitingRequest(Request request, Duration waited) {}
