package dev.lifeguard.dashboards;

import dev.lifeguard.http.ParameterErrors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The query parameters that say which period is meant (`@BeanParam`). They are taken as texts, so that a client hears
/// of all the bad ones at once.
public class PeriodParameters {
    private static final int DAYS = 30;
    private static final String MOMENT =
            "must be a day of the years 1 to 9999, such as 2026-01-31, or a time on a quarter of an hour, such as 2026-01-31T12:15:00Z";

    @RestQuery("from")
    @Parameter(
            description = "Its first day, or its first moment; 30 days before the end, if it is not said",
            schema = @Schema(type = SchemaType.STRING),
            example = "2026-01-01")
    public @Nullable String from;

    @RestQuery("to")
    @Parameter(
            description = "The first day after it, or the first moment after it; the end of today, if it is not said",
            schema = @Schema(type = SchemaType.STRING),
            example = "2026-02-01")
    public @Nullable String to;

    @RestQuery("bucket")
    @Parameter(
            description = "What series count by; weeks begin on Monday. At most 1,000 of them",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"hour", "day", "week", "month"},
                            defaultValue = "day"),
            example = "day")
    public @Nullable String bucket;

    @RestQuery("tz")
    @Parameter(
            description = "Where midnight is: a name of the IANA time zone database",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"),
            example = "Europe/Istanbul")
    public @Nullable String tz;

    /// The period that they ask for.
    ///
    /// @param now what today is
    Period period(Instant now) {
        ParameterErrors bad = new ParameterErrors();
        ZoneId zone = bad.read(
                        "tz",
                        tz,
                        "must be a name of the IANA time zone database, such as Europe/Istanbul",
                        text -> Optional.of(text)
                                .filter(it -> ZoneId.getAvailableZoneIds().contains(it))
                                .map(ZoneId::of))
                .orElse(ZoneOffset.UTC);
        Bucket by = bad.read("bucket", bucket, "must be one of hour, day, week, month", Bucket::of)
                .orElse(Bucket.DAY);
        Instant end = bad.read("to", to, MOMENT, text -> moment(text, zone))
                .orElseGet(() -> now.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant());
        Instant begin =
                bad.read("from", from, MOMENT, text -> moment(text, zone)).orElseGet(() -> daysBefore(end, zone));
        bad.check();
        Period period = new Period(begin, end, by, zone);
        check(period, bad);
        return period;
    }

    private static Optional<Instant> moment(String text, ZoneId zone) {
        Instant moment = text.length() <= "2026-01-31".length()
                ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                : Instant.parse(text);
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        return Optional.of(moment).filter(it -> year >= 1 && year <= 9999 && isOnTheGrainOrMidnight(text, it));
    }

    /// A midnight that is on no quarter of an hour is the fault of the time zone, and told as such.
    private static boolean isOnTheGrainOrMidnight(String text, Instant moment) {
        return text.length() <= "2026-01-31".length() || Period.isOnTheGrain(moment);
    }

    private static Instant daysBefore(Instant end, ZoneId zone) {
        return Period.notBeforeTheBeginning(end.atZone(zone).minusDays(DAYS).toInstant());
    }

    private static void check(Period period, ParameterErrors bad) {
        if (!period.from().isBefore(period.to())) {
            bad.add("from", "must be before \"to\", which is %s".formatted(period.to()));
        } else if (period.isTooFine()) {
            bad.add("bucket", tooFine(period));
        } else if (!period.buckets().stream()
                .allMatch(it -> Period.isOnTheGrain(it.from()) && Period.isOnTheGrain(it.to()))) {
            bad.add("tz", "has, in that period, days that do not begin on a quarter of an hour of UTC");
        }
        bad.check();
    }

    private static String tooFine(Period period) {
        String instead = Arrays.stream(Bucket.values())
                .filter(other -> !period.by(other).isTooFine())
                .findFirst()
                .map(other -> "use bucket=" + other.word())
                .orElse("use a shorter period");
        return "gives more than %d buckets for that period: %s".formatted(Period.MOST_BUCKETS, instead);
    }
}
