package dev.lifeguard.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a request goes without a connection.
public enum FailureKind {
    /// It waited as long as it was allowed to.
    TIMEOUT,
    /// It was turned away at once.
    REFUSAL;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
