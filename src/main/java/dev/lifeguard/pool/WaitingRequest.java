package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import java.time.Duration;

/// A request that has no connection yet.
public record WaitingRequest(Caller caller, Duration waited) {}
