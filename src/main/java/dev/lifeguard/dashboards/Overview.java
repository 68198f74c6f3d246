package dev.lifeguard.dashboards;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lifeguard.dashboards.Figures.Orders;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Customers, orders and revenue at a glance.
///
/// @param bestCustomers the customers with the highest revenue of all time
@Schema(name = "Overview")
record Overview(
        ShownPeriod period,
        CustomerOverview customers,
        OrderOverview orders,

        @Schema(description = "Sum of paid orders; refunded orders do not count")
        Headline revenueCents,

        @Schema(description = "Average of paid orders; null if there are none")
        Headline averageOrderCents,

        List<RevenuePoint> series,

        @Schema(description = "The customers with the highest revenue of all time")
        List<BestCustomer> bestCustomers) {

    /// Customers of the period, and all current customers by status and country.
    @Schema(name = "CustomerOverview")
    record CustomerOverview(
            @Schema(description = "Customers who arrived before the end of the period")
            Headline total,

            @Schema(name = "new", description = "Customers who arrived within the period") @JsonProperty("new")
            Headline arrived,

            @Schema(description = "Current customers by status")
            Map<String, Long> byStatus,

            @Schema(description = "Current customers by country, largest first")
            List<CountryTotal> byCountry) {}

    /// The number of customers in a country.
    ///
    /// @param country null if unknown
    @Schema(name = "InCountry")
    record CountryTotal(@Schema(examples = "TR") @Nullable String country, long customers) {}

    /// Orders that were placed in the period.
    @Schema(name = "OrderOverview")
    record OrderOverview(Headline total, List<StatusTotals> byStatus) {}

    /// A bucket of the series.
    @Schema(name = "RevenuePoint")
    record RevenuePoint(Instant from, Instant to, long orders, long revenueCents) {}

    /// One of the five best customers.
    @Schema(name = "BestCustomer")
    record BestCustomer(UUID id, String name, long orders, long revenueCents) {}

    static Overview of(Period period, Figures figures) {
        List<TimeRange> buckets = period.buckets();
        Orders now = figures.periodOrders();
        Orders before = figures.previousOrders();
        return new Overview(
                ShownPeriod.of(period),
                customers(figures),
                new OrderOverview(Headline.of(now.all(), before.all()), StatusTotals.each(now)),
                Headline.of(now.paidCents(), before.paidCents()),
                Headline.average(now.paidCents(), now.paid(), before.paidCents(), before.paid()),
                series(buckets, figures.ordersByBucket()),
                figures.best().stream()
                        .map(it -> new BestCustomer(it.customerId(), it.name(), it.orders(), it.revenueCents()))
                        .toList());
    }

    private static CustomerOverview customers(Figures figures) {
        Map<String, Long> byStatus = new TreeMap<>();
        Map<String, Long> byCountry = new TreeMap<>();
        List.of("lead", "active", "inactive", "churned").forEach(status -> byStatus.put(status, 0L));
        figures.kinds().forEach(kind -> {
            byStatus.merge(kind.status(), kind.n(), Long::sum);
            byCountry.merge(kind.country(), kind.n(), Long::sum);
        });
        long earlier = figures.arrivedEarlier();
        return new CustomerOverview(
                Headline.of(earlier + figures.arrivedInPeriod(), earlier),
                Headline.of(figures.arrivedInPeriod(), figures.arrivedInPreviousPeriod()),
                byStatus,
                byCountry.entrySet().stream()
                        .map(it -> new CountryTotal(it.getKey().isEmpty() ? null : it.getKey(), it.getValue()))
                        .sorted(Comparator.comparingLong(CountryTotal::customers)
                                .reversed())
                        .toList());
    }

    private static List<RevenuePoint> series(List<TimeRange> buckets, Map<Integer, Orders> byBucket) {
        return IntStream.range(0, buckets.size())
                .mapToObj(n -> {
                    Orders orders = byBucket.getOrDefault(n, Orders.none(n));
                    TimeRange bucket = buckets.get(n);
                    return new RevenuePoint(bucket.from(), bucket.to(), orders.all(), orders.paidCents());
                })
                .toList();
    }
}
