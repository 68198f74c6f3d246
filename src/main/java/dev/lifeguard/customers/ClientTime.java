package dev.lifeguard.customers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads times that clients send.
final class ClientTime {
    static final String COMPLAINT = "must be a time in the years 1 to 9999, such as 2026-01-31T12:00:00Z";

    private ClientTime() {}

    /// The time that a text denotes; empty if it denotes none, or one that the database does not store.
    static Optional<Instant> read(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(ClientTime::isInRange);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isInRange(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }
}
