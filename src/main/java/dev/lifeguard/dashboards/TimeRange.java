package dev.lifeguard.dashboards;

import java.time.Instant;

/// From one moment on until just before another.
record TimeRange(Instant from, Instant to) {}
