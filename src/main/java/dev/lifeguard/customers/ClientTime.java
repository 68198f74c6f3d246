package dev.lifeguard.customers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Times as clients write them.
final class ClientTime {
    static final String COMPLAINT = "must be a time in the years 1 to 9999, such as 2026-01-31T12:00:00Z";

    private ClientTime() {}

    /// The time that a text stands for, if the database can keep it.
    static Optional<Instant> read(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(ClientTime::isOfOurEra);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfOurEra(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }
}
