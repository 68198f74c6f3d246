package dev.lifeguard.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a customer stands.
public enum CustomerStatus {
    LEAD,
    ACTIVE,
    INACTIVE,
    CHURNED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
