package dev.lifeguard.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeguard.server.BackendState;
import dev.lifeguard.work.Lane;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One connection of this pool.
///
/// @param requests how many requests the lease serves; route and ids are those of the first
/// @param waitedMs how long the first request waited for it
/// @param idleMs for how much of the lease no statement was running
/// @param statement the running statement, by its name in the code
/// @param stack what the database thread is doing, once the lease has lasted longer than
///     `DB_POOL_LEAK_AFTER`
/// @param server what the server reports about the session; null if that is not known
record ConnectionLine(
        int backendPid,
        State state,
        @Nullable String route,
        @Nullable String requestId,
        @Nullable String traceId,
        @Nullable Lane lane,
        int requests,
        long heldMs,
        long waitedMs,
        long idleMs,
        @Nullable String statement,
        List<String> stack,
        @Nullable BackendState server) {
    /// Whether it is leased.
    public enum State {
        HELD,
        IDLE;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
