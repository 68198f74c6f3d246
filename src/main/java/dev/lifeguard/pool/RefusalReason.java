package dev.lifeguard.pool;

import java.util.Locale;

/// Why somebody was turned away at once.
enum RefusalReason {
    /// As many wait already as may.
    QUEUE_FULL,
    /// It would have waited longer than it may.
    WAIT_FORESEEN,
    /// The database has not been reached and migrated yet.
    STARTING,
    /// The instance is shutting down.
    STOPPING;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it is the pool that has too little to give.
    boolean isOfThePool() {
        return this == QUEUE_FULL || this == WAIT_FORESEEN;
    }
}
