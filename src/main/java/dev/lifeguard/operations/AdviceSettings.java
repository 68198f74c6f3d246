package dev.lifeguard.operations;

import dev.lifeguard.advice.Autosizing;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.OptionalInt;

/// `DB_POOL_WAIT_TARGET`, `DB_POOL_AUTOSIZE…`: what the advice aims at, and whether the pool follows it by itself.
@ConfigMapping(prefix = "db.pool")
interface AdviceSettings {
    /// How long 95 of 100 requests should wait at most.
    Duration waitTarget();

    Autosizing.Mode autosize();

    /// The largest maximum that autosizing sets; twice the configured maximum if it is not set.
    OptionalInt autosizeMax();
}
