package dev.lifeguard.customers.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What happens to a file in which some lines are not valid.
public enum ImportMode {
    /// Nothing is stored.
    STRICT,
    /// The valid lines are stored.
    LENIENT;

    static final String COMPLAINT = "must be one of strict, lenient";

    static Optional<ImportMode> of(String word) {
        return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
