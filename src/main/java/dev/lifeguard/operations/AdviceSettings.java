package dev.lifeguard.operations;

import dev.lifeguard.advice.Autosizing;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.OptionalInt;

/// `DB_POOL_WAIT_TARGET`, `DB_POOL_AUTOSIZE…`: the target of the advice, and whether the pool follows
/// it by itself.
@ConfigMapping(prefix = "db.pool")
interface AdviceSettings {
    /// The longest time that 95 of 100 requests should wait.
    Duration waitTarget();

    Autosizing.Mode autosize();

    /// The highest maximum that autosizing may set; by default twice the configured maximum.
    OptionalInt autosizeMax();
}
