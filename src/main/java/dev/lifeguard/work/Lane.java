package dev.lifeguard.work;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How urgent a request is, the most urgent first. Each lane has a guaranteed and a maximum share of
/// the pool, so that a flood in one cannot take every connection from the others.
public enum Lane {
    /// Short requests whose client waits for the response.
    INTERACTIVE,
    /// Dashboards, which read many rows.
    DASHBOARDS,
    /// Imports and exports, which take long.
    BULK;

    /// The rank by urgency; 0 is the most urgent.
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the rank
    public int rank() {
        return ordinal();
    }

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
