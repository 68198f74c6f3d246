package dev.lifeguard.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lifeguard.dashboards.Figures.Arrivals;
import dev.lifeguard.dashboards.Figures.Best;
import dev.lifeguard.dashboards.Figures.Cohort;
import dev.lifeguard.dashboards.Figures.Customers;
import dev.lifeguard.dashboards.Figures.Kind;
import dev.lifeguard.dashboards.Figures.Orders;
import dev.lifeguard.dashboards.Growth.CohortRow;
import dev.lifeguard.dashboards.Growth.GrowthBucket;
import dev.lifeguard.dashboards.Growth.Return;
import dev.lifeguard.dashboards.Overview.CountryTotal;
import dev.lifeguard.dashboards.Overview.RevenuePoint;
import dev.lifeguard.dashboards.Revenue.RevenueBucket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What dashboards compute from the figures of the database.
class DashboardsFromFiguresTest {
    private static final LocalDate JANUARY = LocalDate.parse("2026-01-01");
    private static final Period THREE_DAYS = new Period(
            Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-13T00:00:00Z"), Bucket.DAY, ZoneOffset.UTC);
    private static final Figures FIGURES = new Figures(
            List.of(
                    new Orders(0, 1, 2, 0, 1, 50, 300, 0, 30, 1),
                    new Orders(2, 0, 1, 1, 1, 0, 101, 40, 9, 0),
                    new Orders(Figures.PREVIOUS, 0, 1, 0, 1, 0, 200, 0, 7, 1)),
            List.of(
                    new Customers(Figures.EARLIER, 10, 3, 1),
                    new Customers(Figures.PREVIOUS, 4, 0, 0),
                    new Customers(0, 1, 0, 0),
                    new Customers(1, 2, 2, 1)),
            List.of(
                    new Kind("lead", "", 2),
                    new Kind("active", "TR", 4),
                    new Kind("lead", "DE", 5),
                    new Kind("lead", "TR", 2)),
            List.of(new Best(new UUID(1, 1), "Elif", 3, 401)),
            List.of(
                    new Cohort(JANUARY, JANUARY, 4),
                    new Cohort(JANUARY, JANUARY.plusMonths(2), 1),
                    new Cohort(JANUARY, JANUARY.plusMonths(1), 2)),
            List.of(new Arrivals(JANUARY.plusMonths(1), 1), new Arrivals(JANUARY, 6)));
    private static final Figures NOTHING =
            new Figures(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    @Test
    void anOverviewAddsUpAndComparesPeriods() {
        Overview overview = Overview.of(THREE_DAYS, FIGURES);

        assertThat(overview.orders().total()).isEqualTo(new Headline(7L, 2L, 250.0));
        assertThat(overview.revenueCents()).isEqualTo(new Headline(401L, 200L, 100.5));
        assertThat(overview.averageOrderCents()).isEqualTo(new Headline(134L, 200L, -33.0));
        assertThat(overview.customers().total()).isEqualTo(new Headline(13L, 10L, 30.0));
        assertThat(overview.customers().arrived()).isEqualTo(new Headline(3L, 4L, -25.0));
        assertThat(overview.customers().byStatus())
                .isEqualTo(Map.of("lead", 9L, "active", 4L, "inactive", 0L, "churned", 0L));
        assertThat(overview.customers().byCountry())
                .containsExactly(new CountryTotal("TR", 6), new CountryTotal("DE", 5), new CountryTotal(null, 2));
        assertThat(overview.orders().byStatus())
                .containsExactly(
                        new StatusTotals("pending", 1, 50),
                        new StatusTotals("paid", 3, 401),
                        new StatusTotals("refunded", 1, 40),
                        new StatusTotals("cancelled", 2, 39));
        assertThat(overview.series())
                .containsExactly(
                        new RevenuePoint(day(10), day(11), 4, 300),
                        new RevenuePoint(day(11), day(12), 0, 0),
                        new RevenuePoint(day(12), day(13), 3, 101));
        assertThat(overview.bestCustomers()).containsExactly(new Overview.BestCustomer(new UUID(1, 1), "Elif", 3, 401));
    }

    @Test
    void withoutOrdersThereIsNothingToCompare() {
        Overview overview = Overview.of(THREE_DAYS, NOTHING);
        Revenue revenue = Revenue.of(THREE_DAYS, NOTHING);

        assertThat(overview.revenueCents()).isEqualTo(new Headline(0L, 0L, null));
        assertThat(overview.averageOrderCents()).isEqualTo(new Headline(null, null, null));
        assertThat(revenue.repeat()).isEqualTo(new Revenue.RepeatBuyers(0, null, null));
        assertThat(revenue.series()).hasSize(3).allMatch(it -> it.revenueCents() == 0);
        assertThat(Growth.of(THREE_DAYS, NOTHING).series()).hasSize(3).allMatch(it -> it.total() == 0);
    }

    @Test
    void absentFiguresAreEmpty() throws Exception {
        assertThat(new ObjectMapper().readValue("{}", Figures.class)).isEqualTo(NOTHING);
    }

    @Test
    void revenueIsCumulatedByBucket() {
        Revenue revenue = Revenue.of(THREE_DAYS, FIGURES);

        assertThat(revenue.revenueCents()).isEqualTo(new Headline(401L, 200L, 100.5));
        assertThat(revenue.paidOrders()).isEqualTo(new Headline(3L, 1L, 200.0));
        assertThat(revenue.series().stream().map(Revenue.RevenueBucket::cumulativeCents))
                .containsExactly(300L, 300L, 401L);
        assertThat(revenue.series().getLast())
                .isEqualTo(new RevenueBucket(
                        day(12),
                        day(13),
                        List.of(
                                new StatusTotals("pending", 0, 0),
                                new StatusTotals("paid", 1, 101),
                                new StatusTotals("refunded", 1, 40),
                                new StatusTotals("cancelled", 1, 9)),
                        101,
                        401));
        assertThat(revenue.best()).isEqualTo(revenue.series().getFirst());
        assertThat(revenue.worst()).isEqualTo(revenue.series().get(1));
        assertThat(revenue.repeat()).isEqualTo(new Revenue.RepeatBuyers(2, 66.7, 0.0));
    }

    @Test
    void ofEqualBucketsTheFirstIsBestAndWorst() {
        Revenue revenue = Revenue.of(THREE_DAYS, NOTHING);

        assertThat(revenue.best()).isEqualTo(revenue.series().getFirst()).isEqualTo(revenue.worst());
    }

    @Test
    void aDashboardShowsItsPeriodAndThePreviousPeriod() {
        ZoneId istanbul = ZoneId.of("Europe/Istanbul");

        assertThat(ShownPeriod.of(THREE_DAYS))
                .isEqualTo(new ShownPeriod(day(10), day(13), Bucket.DAY, "UTC", day(7), day(10)));
        assertThat(ShownPeriod.of(new Period(day(10), day(11), Bucket.HOUR, istanbul)))
                .isEqualTo(new ShownPeriod(day(10), day(11), Bucket.HOUR, "Europe/Istanbul", day(9), day(10)));
        assertThat(ShownPeriod.of(new Period(day(10), day(11), Bucket.HOUR, ZoneId.of("Etc/UTC")))
                        .tz())
                .isEqualTo("UTC");
    }

    @Test
    void growthTotalsStartFromEarlierCustomers() {
        Growth growth = Growth.of(THREE_DAYS, FIGURES);

        assertThat(growth.arrived()).isEqualTo(new Headline(3L, 4L, -25.0));
        assertThat(growth.series())
                .containsExactly(
                        new GrowthBucket(day(10), day(11), 1, 0, 0, 11),
                        new GrowthBucket(day(11), day(12), 2, 2, 1, 13),
                        new GrowthBucket(day(12), day(13), 0, 0, 0, 13));
        assertThat(growth.cohorts())
                .containsExactly(
                        new CohortRow(
                                JANUARY,
                                6,
                                List.of(
                                        new Return(JANUARY.plusMonths(1), 2, 33.3),
                                        new Return(JANUARY.plusMonths(2), 1, 16.7))),
                        new CohortRow(JANUARY.plusMonths(1), 1, List.of()));
    }

    @Test
    void cohortsGoBackAtLeastOneAndAtMostFiveYears() {
        assertThat(Growth.firstCohort(THREE_DAYS)).isEqualTo("2025-02-01");
        assertThat(Growth.firstCohort(since(Duration.ofDays(800)))).isEqualTo("2023-11-01");
        assertThat(Growth.firstCohort(since(Duration.ofDays(5000)))).isEqualTo("2021-02-01");
    }

    @Test
    void aMonthThatStartsAtTheEndOfThePeriodHasNoCohort() {
        Instant february = Instant.parse("2026-02-01T00:00:00Z");

        assertThat(Growth.afterLastCohort(new Period(day(10), february, Bucket.DAY, ZoneOffset.UTC)))
                .isEqualTo("2026-02-01");
        assertThat(Growth.afterLastCohort(
                        new Period(day(10), february.plus(Duration.ofMinutes(15)), Bucket.DAY, ZoneOffset.UTC)))
                .isEqualTo("2026-03-01");
    }

    private static Instant day(int ofJanuary) {
        return JANUARY.withDayOfMonth(ofJanuary).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Period since(Duration age) {
        return new Period(THREE_DAYS.to().minus(age), THREE_DAYS.to(), Bucket.MONTH, ZoneOffset.UTC);
    }
}
