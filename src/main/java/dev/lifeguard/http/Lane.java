package dev.lifeguard.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What kind of work a request is, the most urgent first. The pool keeps lanes apart, so that a flood in
/// one cannot take every connection from the others.
public enum Lane {
    /// Somebody waits for it at a screen.
    INTERACTIVE,
    /// Reads much, for an overview.
    DASHBOARDS,
    /// Takes long by nature: imports and exports.
    BULK;

    /// Its place among the lanes, from 0 for the most urgent.
    @SuppressWarnings("EnumOrdinal") // the order of the constants is what this is about
    public int rank() {
        return ordinal();
    }

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
