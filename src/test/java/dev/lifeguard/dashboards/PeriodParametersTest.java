package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.http.Problem.FieldError;
import dev.lifeguard.http.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which period the parameters select, and which parameters are refused.
class PeriodParametersTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /// The evening of 19 March in New York, twelve days after its clocks changed.
    private static final Instant NOW = Instant.parse("2026-03-20T02:00:00Z");

    @Test
    void theDefaultIsTheLastThirtyDaysIncludingToday() {
        assertThat(parameters("").period(NOW))
                .isEqualTo(day("2026-02-19T00:00:00Z", "2026-03-21T00:00:00Z", ZoneOffset.UTC));
    }

    @Test
    void todayDependsOnTheTimeZone() {
        assertThat(parameters("tz=America/New_York").period(NOW))
                .isEqualTo(day("2026-02-18T05:00:00Z", "2026-03-20T04:00:00Z", NEW_YORK));
    }

    @Test
    void datesStartAtLocalMidnightAndTimesAreTakenLiterally() {
        assertThat(parameters("tz=America/New_York from=2026-01-01 to=2026-02-01")
                        .period(NOW))
                .isEqualTo(day("2026-01-01T05:00:00Z", "2026-02-01T05:00:00Z", NEW_YORK));
        assertThat(parameters("tz=America/New_York from=2026-01-01T12:15:00Z to=2026-01-01T23:30:00+03:00 bucket=hour")
                        .period(NOW))
                .isEqualTo(new Period(
                        Instant.parse("2026-01-01T12:15:00Z"),
                        Instant.parse("2026-01-01T20:30:00Z"),
                        Bucket.HOUR,
                        NEW_YORK));
    }

    @Test
    void aDefaultStartIsNotBeforeTheFirstYear() {
        assertThat(parameters("to=0001-01-10").period(NOW))
                .isEqualTo(day("0001-01-01T00:00:00Z", "0001-01-10T00:00:00Z", ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-02-30 to=x bucket=year tz=Mars, tz bucket to from",
        "tz=+03:00,                                tz",
        "tz=UTC+3,                                 tz",
        "from=2026-01-01T00:05:00Z,                from",
        "from=2026-01-01T00:15:00.000001Z,         from",
        "from=0000-12-31 to=+10000-01-01T00:00:00Z, to from",
        "from=0001-01-01 tz=Asia/Tokyo,            from",
        "from=2026-01-02 to=2026-01-02,            from",
        "from=2026-01-02 to=2026-01-01,            from",
        "from=1960-01-01 to=1960-02-01 tz=Africa/Monrovia, tz",
        "from=1960-01-01 to=1960-01-01T12:00:00Z tz=Africa/Monrovia, tz",
        "from=1960-01-01T00:45:00Z to=1960-01-02 tz=Africa/Monrovia, tz"
    })
    void everyInvalidParameterIsListed(String parameters, String fields) {
        assertThat(refused(parameters).stream().map(FieldError::field)).containsExactly(fields.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "bucket=hour  from=2025-01-01 to=2026-01-01, use bucket=day",
        "bucket=day   from=2020-01-01 to=2026-01-01, use bucket=week",
        "bucket=hour  from=1950-01-01 to=2026-01-01, use bucket=month",
        "bucket=month from=1900-01-01 to=2026-01-01, use a shorter period",
        "from=2023-01-01 to=2025-09-28,              use bucket=week"
    })
    void aPeriodWithTooManyBucketsIsRefusedAndALargerBucketIsSuggested(String parameters, String instead) {
        assertThat(refused(parameters)).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("bucket");
            assertThat(error.message())
                    .isEqualTo("gives more than 1000 buckets for this period: %s".formatted(instead));
        });
    }

    @Test
    void aThousandBucketsAreAllowed() {
        assertThat(parameters("from=2023-01-01 to=2025-09-27").period(NOW).buckets())
                .hasSize(1000);
    }

    private static Period day(String from, String to, ZoneId zone) {
        return new Period(Instant.parse(from), Instant.parse(to), Bucket.DAY, zone);
    }

    private static List<FieldError> refused(String parameters) {
        ProblemException e = catchThrowableOfType(
                ProblemException.class, () -> parameters(parameters).period(NOW));
        if (e == null) {
            throw new AssertionError("it was not refused");
        }
        return e.problem().errors();
    }

    private static PeriodParameters parameters(String parameters) {
        PeriodParameters asked = new PeriodParameters();
        Arrays.stream(parameters.split(" +")).filter(it -> !it.isEmpty()).forEach(it -> {
            String value = it.substring(it.indexOf('=') + 1);
            switch (it.substring(0, it.indexOf('='))) {
                case "from" -> asked.from = value;
                case "to" -> asked.to = value;
                case "bucket" -> asked.bucket = value;
                case "tz" -> asked.tz = value;
                default -> throw new IllegalArgumentException(it);
            }
        });
        return asked;
    }
}
