package dev.lifeguard.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/// Something that was done to the pool, or befell it.
///
/// @param text one sentence, with its numbers
public record Event(Instant at, Kind kind, String text) {
    /// What an event is about.
    public enum Kind {
        /// Somebody changed the bounds of the pool.
        RESIZE,
        /// The pool changed its own size.
        AUTOSIZE,
        /// Somebody had the connections replaced.
        FLUSH,
        /// Requests began to wait in vain.
        INCIDENT;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
