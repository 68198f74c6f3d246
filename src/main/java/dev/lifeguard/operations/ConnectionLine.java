package dev.lifeguard.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeguard.server.BackendState;
import dev.lifeguard.work.Lane;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One connection of this pool.
///
/// @param requests how many are served on it at once; the route and the ids are those of the first
/// @param waitedMs how long that one waited for it
/// @param idleMs for how much of the hold nothing was executed
/// @param statement the one that runs now, by its name in the code
/// @param stack what the holder is doing, once it has held for longer than `DB_POOL_LEAK_AFTER`
/// @param server what the server says of it; null if it does not say
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
    /// Whether somebody has it.
    public enum State {
        HELD,
        IDLE;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
