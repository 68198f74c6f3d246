package dev.lifeguard.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a request ends without a connection.
public enum FailureKind {
    /// It timed out while it waited.
    TIMEOUT,
    /// It was refused at once.
    REFUSAL;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
