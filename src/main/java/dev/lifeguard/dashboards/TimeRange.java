package dev.lifeguard.dashboards;

import java.time.Instant;

/// A range of time. `from` is part of it, `to` is not.
record TimeRange(Instant from, Instant to) {}
