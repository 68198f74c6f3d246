package dev.lifeguard.dashboards;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The period of a dashboard, and how it is divided into buckets.
///
/// @param from the first moment of the period
/// @param to the first moment after the period
record Period(Instant from, Instant to, Bucket bucket, ZoneId zone) {
    static final int MAX_BUCKETS = 1000;

    /// The width of the roll-ups' smallest cells.
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    /// The earliest time that a record can have.
    static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /// The buckets. The period may cut off a part of the first and the last one. Stops at one more than
    /// [#MAX_BUCKETS].
    List<TimeRange> buckets() {
        List<TimeRange> buckets = new ArrayList<>();
        for (Instant begin = from; begin.isBefore(to) && buckets.size() <= MAX_BUCKETS; ) {
            Instant end = bucket.endAfter(begin, zone);
            buckets.add(new TimeRange(begin, end.isBefore(to) ? end : to));
            begin = end;
        }
        return buckets;
    }

    boolean hasTooManyBuckets() {
        return buckets().size() > MAX_BUCKETS;
    }

    Period withBucket(Bucket other) {
        return new Period(from, to, other, zone);
    }

    /// The time range of the same length before this period: the same number of local days if this
    /// period consists of whole days, else the same duration. If the first day of that range does not
    /// start on a quarter hour, as in some time zones of the past, the range starts at the next quarter
    /// hour.
    TimeRange previous() {
        ZonedDateTime first = from.atZone(zone);
        ZonedDateTime last = to.atZone(zone);
        if (!isStartOfDay(first) || !isStartOfDay(last)) {
            return new TimeRange(notBeforeCalendar(from.minus(Duration.between(from, to))), from);
        }
        long days = ChronoUnit.DAYS.between(first.toLocalDate(), last.toLocalDate());
        LocalDate begin = first.toLocalDate().minusDays(days);
        return new TimeRange(
                notBeforeCalendar(nextQuarterHour(begin.atStartOfDay(zone).toInstant())), from);
    }

    private static Instant nextQuarterHour(Instant moment) {
        return moment.plusSeconds(Math.floorMod(-moment.getEpochSecond(), QUARTER_HOUR.toSeconds()));
    }

    static Instant notBeforeCalendar(Instant instant) {
        return instant.isBefore(BEGINNING) ? BEGINNING : instant;
    }

    private static boolean isStartOfDay(ZonedDateTime moment) {
        return moment.equals(moment.toLocalDate().atStartOfDay(moment.getZone()));
    }

    /// Whether a moment is a boundary between two cells of the roll-ups.
    static boolean isOnQuarterHour(Instant moment) {
        return moment.getNano() == 0 && Math.floorMod(moment.getEpochSecond(), QUARTER_HOUR.toSeconds()) == 0;
    }
}
