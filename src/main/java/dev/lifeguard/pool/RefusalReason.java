package dev.lifeguard.pool;

import java.util.Locale;

/// Why a request was refused at once.
public enum RefusalReason {
    /// As many requests wait as may wait.
    QUEUE_FULL,
    /// It would have waited longer than it may.
    WAIT_FORESEEN,
    /// The database has not been reached and migrated yet.
    STARTING,
    /// The instance is shutting down.
    STOPPING;

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the pool has too few connections for its load; otherwise the service is starting or stopping.
    boolean isPoolBusy() {
        return this == QUEUE_FULL || this == WAIT_FORESEEN;
    }
}
