package dev.lifeguard.dashboards;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
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

    /// Where the bucket ends that an instant lies in.
    Instant endAfter(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        ZonedDateTime end = switch (this) {
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone);
            case WEEK ->
                local.toLocalDate()
                        .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                        .atStartOfDay(zone);
            case MONTH ->
                local.toLocalDate()
                        .with(TemporalAdjusters.firstDayOfNextMonth())
                        .atStartOfDay(zone);
        };
        return end.toInstant();
    }
}
