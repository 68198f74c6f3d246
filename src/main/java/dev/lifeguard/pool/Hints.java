package dev.lifeguard.pool;

import dev.lifeguard.pool.advice.Advice;
import java.time.Duration;
import java.util.Optional;

/// What is known of the cure, besides how busy the pool is.
///
/// @param longest the connection that has been held for longer than `DB_POOL_LEAK_AFTER`, if there is one
/// @param advice what size the pool should have, as last judged
public record Hints(Optional<Leak> longest, Optional<Advice> advice) {
    /// Nothing is known.
    public static final Hints NONE = new Hints(Optional.empty(), Optional.empty());

    /// A connection that was not returned in good time.
    public record Leak(String route, Duration held) {}
}
