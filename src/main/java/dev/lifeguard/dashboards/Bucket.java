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

/// What a series counts by, in somebody's local time: an hour, a day from midnight to midnight, a week from Monday on,
/// a month. A day on which clocks change has 23 or 25 hours.
public enum Bucket {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Bucket> of(String word) {
        return Arrays.stream(values())
                .filter(bucket -> bucket.word().equals(word))
                .findFirst();
    }

    /// Where the bucket ends that an instant lies in. Always later than the instant, whatever the clocks do: an hour
    /// also
    /// ends where a half of it comes again, and where a date comes again it is not left a second time.
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
