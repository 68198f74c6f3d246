package dev.lifeguard.dashboards;

import static dev.lifeguard.dashboards.Bucket.DAY;
import static dev.lifeguard.dashboards.Bucket.HOUR;
import static dev.lifeguard.dashboards.Bucket.MONTH;
import static dev.lifeguard.dashboards.Bucket.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a period is divided into buckets by local time, and which period is its previous one.
class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "America/New_York,    2026-03-08, 2026-03-09, 23",
        "America/New_York,    2026-11-01, 2026-11-02, 25",
        "Europe/Istanbul,     2015-11-08, 2015-11-09, 25",
        "Europe/Istanbul,     2016-10-30, 2016-10-31, 24",
        "Asia/Kathmandu,      2026-01-01, 2026-01-02, 24",
        "Australia/Lord_Howe, 2026-04-05, 2026-04-06, 25",
        "Australia/Lord_Howe, 2026-10-04, 2026-10-05, 24"
    })
    void aDayHasAsManyHoursAsItsLocalClockShows(String zone, LocalDate from, LocalDate to, int hours) {
        assertThat(period(zone, from, to, HOUR).buckets()).hasSize(hours);
        assertThat(period(zone, from, to, DAY).buckets()).hasSize(1);
    }

    @Test
    void aDayOnWhichClocksChangeIsShorter() {
        Period days = period("America/New_York", LocalDate.parse("2026-03-07"), LocalDate.parse("2026-03-11"), DAY);

        assertThat(days.buckets().stream().map(it -> Duration.between(it.from(), it.to())))
                .containsExactly(
                        Duration.ofHours(24), Duration.ofHours(23), Duration.ofHours(24), Duration.ofHours(24));
    }

    @Test
    void anHourEndsOnTheLocalClockEvenIfThePeriodStartsWithinIt() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        Period hours = new Period(moment("2026-01-01T00:30:00Z"), moment("2026-01-01T02:00:00Z"), HOUR, kathmandu);

        assertThat(hours.buckets())
                .containsExactly(
                        range("2026-01-01T00:30:00Z", "2026-01-01T01:15:00Z"),
                        range("2026-01-01T01:15:00Z", "2026-01-01T02:00:00Z"));
        assertThat(HOUR.endAfter(moment("2026-01-01T00:30:00.5Z"), kathmandu))
                .isEqualTo(moment("2026-01-01T01:15:00Z"));
    }

    @Test
    void aRepeatedHalfHourIsABucketOfItsOwn() {
        Period night =
                period("Australia/Lord_Howe", LocalDate.parse("2026-04-05"), LocalDate.parse("2026-04-06"), HOUR);

        assertThat(night.buckets().stream().map(it -> Duration.between(it.from(), it.to())))
                .containsOnlyOnce(Duration.ofMinutes(30))
                .filteredOn(Duration.ofHours(1)::equals)
                .hasSize(24);
    }

    @Test
    void aDayThatATimeZoneSkippedHasNoBucket() {
        Period days = period("Pacific/Apia", LocalDate.parse("2011-12-29"), LocalDate.parse("2012-01-01"), DAY);

        assertThat(days.buckets())
                .containsExactly(
                        range("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"),
                        range("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
    }

    @Test
    void weeksStartOnMondayAndMonthsOnTheFirst() {
        LocalDate from = LocalDate.parse("2025-12-30");
        LocalDate to = LocalDate.parse("2026-01-07");

        assertThat(period("UTC", from, to, WEEK).buckets())
                .containsExactly(
                        range("2025-12-30T00:00:00Z", "2026-01-05T00:00:00Z"),
                        range("2026-01-05T00:00:00Z", "2026-01-07T00:00:00Z"));
        assertThat(period("Asia/Kathmandu", from, to, MONTH).buckets())
                .containsExactly(
                        range("2025-12-29T18:15:00Z", "2025-12-31T18:15:00Z"),
                        range("2025-12-31T18:15:00Z", "2026-01-06T18:15:00Z"));
    }

    @Test
    void thePreviousPeriodHasTheSameNumberOfLocalDaysAcrossClockChanges() {
        Period april = period("America/New_York", LocalDate.parse("2026-04-01"), LocalDate.parse("2026-05-01"), DAY);
        Period hours = new Period(moment("2026-04-01T12:00:00Z"), moment("2026-04-01T18:00:00Z"), HOUR, april.zone());

        assertThat(april.previous()).isEqualTo(range("2026-03-02T05:00:00Z", "2026-04-01T04:00:00Z"));
        assertThat(hours.previous()).isEqualTo(range("2026-04-01T06:00:00Z", "2026-04-01T12:00:00Z"));
    }

    @Test
    void aDayThatStartsAtOneIsAWholeDay() {
        Period whole = period("America/Sao_Paulo", LocalDate.parse("2018-11-04"), LocalDate.parse("2018-11-06"), DAY);
        Period part = new Period(whole.from(), moment("2018-11-04T09:00:00Z"), HOUR, whole.zone());
        Period rest = new Period(moment("2018-11-05T12:00:00Z"), whole.to(), HOUR, whole.zone());

        assertThat(whole.previous()).isEqualTo(range("2018-11-02T03:00:00Z", "2018-11-04T03:00:00Z"));
        assertThat(part.previous()).isEqualTo(range("2018-11-03T21:00:00Z", "2018-11-04T03:00:00Z"));
        assertThat(rest.previous()).isEqualTo(range("2018-11-04T22:00:00Z", "2018-11-05T12:00:00Z"));
    }

    @Test
    void thePreviousPeriodStartsOnAQuarterHourEvenIfTheLocalDayDidNot() {
        Period years = period("America/New_York", LocalDate.parse("1900-01-01"), LocalDate.parse("1950-01-01"), MONTH);

        assertThat(years.previous().from()).isEqualTo(moment("1850-01-01T05:00:00Z"));
    }

    @Test
    void thePreviousPeriodDoesNotStartBeforeTheFirstYear() {
        Period first = period("UTC", LocalDate.parse("0001-01-05"), LocalDate.parse("0001-02-01"), DAY);

        assertThat(first.previous()).isEqualTo(range("0001-01-01T00:00:00Z", "0001-01-05T00:00:00Z"));
        assertThat(new Period(moment("0001-01-01T06:00:00Z"), moment("0001-01-02T00:00:00Z"), HOUR, first.zone())
                        .previous())
                .isEqualTo(range("0001-01-01T00:00:00Z", "0001-01-01T06:00:00Z"));
    }

    @Test
    void theStatementGetsEverythingEarlierThePreviousPeriodAndEachBucket() {
        Period days = period("UTC", LocalDate.parse("2026-01-10"), LocalDate.parse("2026-01-12"), DAY);
        LocalDate first = LocalDate.parse("2025-02-01");
        LocalDate last = LocalDate.parse("2026-02-01");

        assertThat(DashboardStore.growthValues(days, first, last))
                .containsExactly(
                        new Integer[] {Figures.EARLIER, Figures.PREVIOUS, 0, 1},
                        new String[] {
                            "0001-01-01T00:00:00Z",
                            "2026-01-08T00:00:00Z",
                            "2026-01-10T00:00:00Z",
                            "2026-01-11T00:00:00Z"
                        },
                        new String[] {
                            "2026-01-10T00:00:00Z",
                            "2026-01-10T00:00:00Z",
                            "2026-01-11T00:00:00Z",
                            "2026-01-12T00:00:00Z"
                        },
                        first,
                        last,
                        first,
                        last);
    }

    /// For every time zone, including those whose clocks go back over midnight, as in St. John's until
    /// 2011.
    @Property(tries = 300)
    void bucketsCoverThePeriodWithoutGaps(
            @ForAll @IntRange(min = -2_000_000, max = 2_000_000) int quarter,
            @ForAll Bucket bucket,
            @ForAll int place) {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        ZoneId zone = ZoneId.of(place % 4 == 0 ? "America/St_Johns" : zones.get(Math.floorMod(place, zones.size())));
        Instant from = Instant.ofEpochSecond(900L * quarter);

        List<TimeRange> buckets = new Period(from, from.plus(Duration.ofDays(20)), bucket, zone).buckets();

        assertThat(buckets).allMatch(it -> it.from().isBefore(it.to()));
        assertThat(Stream.concat(Stream.of(from), buckets.stream().map(TimeRange::to)))
                .startsWith(buckets.stream().map(TimeRange::from).toArray(Instant[]::new))
                .endsWith(from.plus(Duration.ofDays(20)));
    }

    @Test
    void aDayEndsOnceThoughItsLastHourIsRepeatedAfterMidnight() {
        Instant inTheSecondOne = moment("2010-11-07T02:45:00Z");

        assertThat(DAY.endAfter(inTheSecondOne, ZoneId.of("America/St_Johns")))
                .isEqualTo(moment("2010-11-08T03:30:00Z"));
    }

    private static Period period(String zone, LocalDate from, LocalDate to, Bucket bucket) {
        ZoneId place = ZoneId.of(zone);
        return new Period(
                from.atStartOfDay(place).toInstant(), to.atStartOfDay(place).toInstant(), bucket, place);
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(moment(from), moment(to));
    }

    private static Instant moment(String text) {
        return Instant.parse(text);
    }
}
