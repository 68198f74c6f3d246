package dev.lifeguard.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/// Something that happened to the pool: an action, or an incident.
///
/// @param text one sentence, with its numbers
public record Event(Instant at, Kind kind, String text) {
    /// What kind of event it is.
    public enum Kind {
        /// An operator changed the bounds of the pool.
        RESIZE,
        /// Autosizing changed the maximum of the pool, or suggested to.
        AUTOSIZE,
        /// An operator had the connections replaced.
        FLUSH,
        /// Requests began to be refused or to time out.
        INCIDENT;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
