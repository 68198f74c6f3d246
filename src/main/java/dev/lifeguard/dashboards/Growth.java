package dev.lifeguard.dashboards;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lifeguard.dashboards.Figures.Arrivals;
import dev.lifeguard.dashboards.Figures.Cohort;
import dev.lifeguard.dashboards.Figures.Customers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// New, churned and returning customers.
@Schema(name = "Growth")
record Growth(
        ShownPeriod period,

        @Schema(name = "new", description = "New customers") @JsonProperty("new")
        Headline arrived,

        List<GrowthBucket> series,

        @Schema(description = "By month of arrival in UTC, earliest first")
        List<CohortRow> cohorts) {
    private static final int MIN_COHORTS = 12;
    private static final int MAX_COHORTS = 60;

    /// A bucket of the series.
    ///
    /// @param total customers who arrived before the end of the bucket and have not been deleted
    @Schema(name = "GrowthBucket")
    record GrowthBucket(
            Instant from,
            Instant to,
            @Schema(name = "new") @JsonProperty("new") long arrived,

            @Schema(description = "How many times a customer became active")
            long activated,

            @Schema(description = "How many times a customer churned")
            long churned,

            @Schema(description = "Customers who arrived before the end of the bucket")
            long total) {}

    /// The new customers of one month.
    @Schema(name = "CohortRow")
    record CohortRow(
            @Schema(examples = "2026-01-01") LocalDate month,
            long customers,

            @Schema(description = "The months after the month of arrival")
            List<Return> months) {}

    /// How many customers of a cohort ordered in a later month. Cancelled orders do not count.
    @Schema(name = "Return")
    record Return(@Schema(examples = "2026-02-01") LocalDate month, long customers, double sharePercent) {}

    /// The month of the first cohort: the month in which the period starts, moved so that there are at
    /// least 12 and at most 60 cohorts.
    static LocalDate firstCohort(Period period) {
        LocalDate last = afterLastCohort(period);
        LocalDate begin = monthOf(period.from());
        LocalDate latest = last.minusMonths(MIN_COHORTS);
        LocalDate earliest = last.minusMonths(MAX_COHORTS);
        return begin.isAfter(latest) ? latest : begin.isBefore(earliest) ? earliest : begin;
    }

    /// The month after the last cohort.
    static LocalDate afterLastCohort(Period period) {
        return monthOf(period.to().minus(1, ChronoUnit.MICROS)).plusMonths(1);
    }

    private static LocalDate monthOf(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }

    static Growth of(Period period, Figures figures) {
        return new Growth(
                ShownPeriod.of(period),
                Headline.of(figures.arrivedInPeriod(), figures.arrivedInPreviousPeriod()),
                series(period.buckets(), figures),
                cohorts(figures));
    }

    private static List<GrowthBucket> series(List<TimeRange> buckets, Figures figures) {
        Map<Integer, Customers> byBucket = figures.customersByBucket();
        List<GrowthBucket> series = new ArrayList<>();
        long total = figures.arrivedEarlier();
        for (int n = 0; n < buckets.size(); n++) {
            Customers customers = byBucket.getOrDefault(n, Customers.none(n));
            total += customers.arrived();
            TimeRange bucket = buckets.get(n);
            series.add(new GrowthBucket(
                    bucket.from(),
                    bucket.to(),
                    customers.arrived(),
                    customers.activated(),
                    customers.churned(),
                    total));
        }
        return series;
    }

    private static List<CohortRow> cohorts(Figures figures) {
        Map<LocalDate, List<Cohort>> byArrival =
                figures.cohorts().stream().collect(Collectors.groupingBy(Cohort::arrival));
        return figures.arrivals().stream()
                .sorted(Comparator.comparing(Arrivals::month))
                .map(arrivals -> new CohortRow(
                        arrivals.month(),
                        arrivals.customers(),
                        returns(arrivals, byArrival.getOrDefault(arrivals.month(), List.of()))))
                .toList();
    }

    private static List<Return> returns(Arrivals arrivals, List<Cohort> cohorts) {
        return cohorts.stream()
                .filter(cohort -> cohort.month().isAfter(arrivals.month()))
                .sorted(Comparator.comparing(Cohort::month))
                .map(cohort -> new Return(
                        cohort.month(),
                        cohort.customers(),
                        Math.round(1000.0 * cohort.customers() / arrivals.customers()) / 10.0))
                .toList();
    }
}
