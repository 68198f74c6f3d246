package dev.lifeguard.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where an order stands, and where it can go from there. Public, as the API's document would not find its words.
public enum OrderStatus {
    PENDING,
    PAID,
    REFUNDED,
    CANCELLED;

    /// What an order that stands here may become.
    List<OrderStatus> next() {
        return switch (this) {
            case PENDING -> List.of(PAID, CANCELLED);
            case PAID -> List.of(REFUNDED);
            case REFUNDED, CANCELLED -> List.of();
        };
    }

    /// Whether an order that stands here may be asked to stand there: to stay is no change.
    boolean canBecome(OrderStatus other) {
        return this == other || next().contains(other);
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OrderStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }

    static String words(List<OrderStatus> some) {
        return some.stream().map(OrderStatus::word).collect(Collectors.joining(", "));
    }
}
