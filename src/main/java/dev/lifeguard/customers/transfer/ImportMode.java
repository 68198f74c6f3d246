package dev.lifeguard.customers.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What becomes of a file in which some lines are not valid.
public enum ImportMode {
    /// Nothing of it is taken.
    STRICT,
    /// The valid lines are taken.
    LENIENT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
