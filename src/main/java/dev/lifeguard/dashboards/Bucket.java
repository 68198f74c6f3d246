package dev.lifeguard.dashboards;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The unit of a series, in local time of a time zone: an hour, a day from midnight to midnight, a week
/// that starts on Monday, a month. A day on which clocks change has 23 or 25 hours.
public enum Bucket {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Bucket> of(String word) {
        return Arrays.stream(values())
                .filter(bucket -> bucket.slug().equals(word))
                .findFirst();
    }

    /// The end of the bucket that contains an instant. It is always later than the instant, even where
    /// clocks are set back. If only half an hour is repeated, the repeated half is a bucket of its own.
    /// If clocks go back over midnight, the repeated time belongs to the next day.
    Instant endAfter(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        if (this == HOUR) {
            return instant.minusNanos(local.getNano())
                    .minusSeconds(local.getMinute() * 60L + local.getSecond())
                    .plus(1, ChronoUnit.HOURS);
        }
        LocalDate date = local.toLocalDate();
        Instant end = endOf(date, zone);
        return end.isAfter(instant) ? end : endOf(date.plusDays(1), zone);
    }

    private Instant endOf(LocalDate date, ZoneId zone) {
        LocalDate next = switch (this) {
            case HOUR, DAY -> date.plusDays(1);
            case WEEK -> date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
            case MONTH -> date.with(TemporalAdjusters.firstDayOfNextMonth());
        };
        return next.atStartOfDay(zone).toInstant();
    }
}
