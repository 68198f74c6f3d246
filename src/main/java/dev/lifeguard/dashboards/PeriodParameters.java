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

/// The query parameters that select a period (`@BeanParam`). They are read as strings, so that one
/// problem can list all that are invalid.
public class PeriodParameters {
    private static final int DAYS = 30;
    private static final String MOMENT =
            "must be a date in the years 1 to 9999, such as 2026-01-31, or a time on a quarter hour, such as 2026-01-31T12:15:00Z";

    @RestQuery("from")
    @Parameter(
            description = "The first day or moment of the period. Default: 30 days before `to`",
            schema = @Schema(type = SchemaType.STRING),
            example = "2026-01-01")
    public @Nullable String from;

    @RestQuery("to")
    @Parameter(
            description = "The first day or moment after the period. Default: the end of today",
            schema = @Schema(type = SchemaType.STRING),
            example = "2026-02-01")
    public @Nullable String to;

    @RestQuery("bucket")
    @Parameter(
            description = "The unit of the series. Weeks start on Monday. A period has at most 1,000 buckets",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"hour", "day", "week", "month"},
                            defaultValue = "day"),
            example = "day")
    public @Nullable String bucket;

    @RestQuery("tz")
    @Parameter(
            description = "The time zone in which days start: a name of the IANA time zone database",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"),
            example = "Europe/Istanbul")
    public @Nullable String tz;

    /// The selected period.
    ///
    /// @param now the current time
    Period period(Instant now) {
        ParameterErrors errors = new ParameterErrors();
        ZoneId zone = errors.read(
                        "tz",
                        tz,
                        "must be a name of the IANA time zone database, such as Europe/Istanbul",
                        text -> Optional.of(text)
                                .filter(it -> ZoneId.getAvailableZoneIds().contains(it))
                                .map(ZoneId::of))
                .orElse(ZoneOffset.UTC);
        Bucket by = errors.read("bucket", bucket, "must be one of hour, day, week, month", Bucket::of)
                .orElse(Bucket.DAY);
        Instant end = errors.read("to", to, MOMENT, text -> moment(text, zone))
                .orElseGet(() -> now.atZone(zone)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant());
        Instant begin =
                errors.read("from", from, MOMENT, text -> moment(text, zone)).orElseGet(() -> daysBefore(end, zone));
        errors.check();
        Period period = new Period(begin, end, by, zone);
        check(period, errors);
        return period;
    }

    private static Optional<Instant> moment(String text, ZoneId zone) {
        Instant moment = text.length() <= "2026-01-31".length()
                ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                : Instant.parse(text);
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        return Optional.of(moment).filter(it -> year >= 1 && year <= 9999 && isOnQuarterHourOrMidnight(text, it));
    }

    /// A date is accepted even if its midnight is not on a quarter hour: [#check] then reports the time
    /// zone.
    private static boolean isOnQuarterHourOrMidnight(String text, Instant moment) {
        return text.length() <= "2026-01-31".length() || Period.isOnQuarterHour(moment);
    }

    private static Instant daysBefore(Instant end, ZoneId zone) {
        return Period.notBeforeCalendar(end.atZone(zone).minusDays(DAYS).toInstant());
    }

    private static void check(Period period, ParameterErrors errors) {
        if (!period.from().isBefore(period.to())) {
            errors.add("from", "must be before \"to\", which is %s".formatted(period.to()));
        } else if (period.hasTooManyBuckets()) {
            errors.add("bucket", tooManyBuckets(period));
        } else if (!period.buckets().stream()
                .allMatch(it -> Period.isOnQuarterHour(it.from()) && Period.isOnQuarterHour(it.to()))) {
            errors.add("tz", "has days in this period that do not start on a quarter hour of UTC");
        }
        errors.check();
    }

    private static String tooManyBuckets(Period period) {
        String instead = Arrays.stream(Bucket.values())
                .filter(other -> !period.withBucket(other).hasTooManyBuckets())
                .findFirst()
                .map(other -> "use bucket=" + other.slug())
                .orElse("use a shorter period");
        return "gives more than %d buckets for this period: %s".formatted(Period.MAX_BUCKETS, instead);
    }
}
