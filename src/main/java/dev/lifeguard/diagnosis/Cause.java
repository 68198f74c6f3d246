package dev.lifeguard.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a problem comes from.
public enum Cause {
    /// The database answers; all connections are in use.
    POOL_BUSY,

    /// The database does not answer.
    DATABASE_UNREACHABLE,

    /// The database answers, but rejects the service.
    DATABASE_REJECTS,

    /// The database answers, slowly.
    DATABASE_SLOW;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
