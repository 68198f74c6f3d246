package dev.lifeguard.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The status of a customer.
public enum CustomerStatus {
    LEAD,
    ACTIVE,
    INACTIVE,
    CHURNED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status with a name; empty if there is none.
    public static Optional<CustomerStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
