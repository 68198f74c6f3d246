package dev.lifeguard.dashboards;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What a dashboard looks at: a stretch of time, and how it is cut into buckets.
///
/// @param from the first moment
/// @param to the first moment after
record Period(Instant from, Instant to, Bucket bucket, ZoneId zone) {
    static final int MOST_BUCKETS = 1000;

    /// Roll-ups are kept by the quarter of an hour.
    private static final Duration GRAIN = Duration.ofMinutes(15);

    /// The earliest moment that a record can have.
    static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /// The buckets, of which the first and the last may be cut off by the period's own bounds. One more than
    /// [#MOST_BUCKETS] if there are too many.
    List<TimeRange> buckets() {
        List<TimeRange> buckets = new ArrayList<>();
        for (Instant begin = from; begin.isBefore(to) && buckets.size() <= MOST_BUCKETS; ) {
            Instant end = bucket.endAfter(begin, zone);
            buckets.add(new TimeRange(begin, end.isBefore(to) ? end : to));
            begin = end;
        }
        return buckets;
    }

    boolean isTooFine() {
        return buckets().size() > MOST_BUCKETS;
    }

    Period by(Bucket other) {
        return new Period(from, to, other, zone);
    }

    /// The stretch of the same length before this one: as many days, if this one is of whole days. Where the clocks of
    /// its first day, long ago, were not on a quarter of an hour, from the next one on.
    TimeRange before() {
        ZonedDateTime first = from.atZone(zone);
        ZonedDateTime last = to.atZone(zone);
        if (!beginsADay(first) || !beginsADay(last)) {
            return new TimeRange(notBeforeTheBeginning(from.minus(Duration.between(from, to))), from);
        }
        long days = ChronoUnit.DAYS.between(first.toLocalDate(), last.toLocalDate());
        LocalDate begin = first.toLocalDate().minusDays(days);
        return new TimeRange(
                notBeforeTheBeginning(onTheGrain(begin.atStartOfDay(zone).toInstant())), from);
    }

    private static Instant onTheGrain(Instant moment) {
        return moment.plusSeconds(Math.floorMod(-moment.getEpochSecond(), GRAIN.toSeconds()));
    }

    static Instant notBeforeTheBeginning(Instant instant) {
        return instant.isBefore(BEGINNING) ? BEGINNING : instant;
    }

    private static boolean beginsADay(ZonedDateTime moment) {
        return moment.equals(moment.toLocalDate().atStartOfDay(moment.getZone()));
    }

    /// Whether roll-ups can tell what happened before a moment and what after it.
    static boolean isOnTheGrain(Instant moment) {
        return moment.getNano() == 0 && Math.floorMod(moment.getEpochSecond(), GRAIN.toSeconds()) == 0;
    }
}
