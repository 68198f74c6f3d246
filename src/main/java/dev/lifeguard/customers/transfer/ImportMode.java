package dev.lifeguard.customers.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What happens to a file in which some lines are not valid.
public enum ImportMode {
    /// Nothing is stored.
    STRICT,
    /// The valid lines are stored.
    LENIENT;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
