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

/// How the business is, at a glance.
///
/// @param bestCustomers who has paid the most, of all time
@Schema(name = "Overview")
record Overview(
        ShownPeriod period,
        CustomerOverview customers,
        OrderOverview orders,

        @Schema(description = "Of paid orders; a refund leaves it")
        Headline revenueCents,

        @Schema(description = "Of paid orders; null where there are none")
        Headline averageOrderCents,

        List<RevenuePoint> series,

        @Schema(description = "Who has paid the most, of all time")
        List<BestCustomer> bestCustomers) {

    /// Customers, and where they stand now.
    @Schema(name = "CustomerOverview")
    record CustomerOverview(
            @Schema(description = "All who arrived before the end of the period")
            Headline total,

            @Schema(name = "new", description = "Those who arrived within it") @JsonProperty("new")
            Headline arrived,

            @Schema(description = "All there are now, by status")
            Map<String, Long> byStatus,

            @Schema(description = "All there are now, the country with the most of them first")
            List<InCountry> byCountry) {}

    /// How many live in a country.
    ///
    /// @param country null where it is not known
    @Schema(name = "InCountry")
    record InCountry(@Schema(examples = "TR") @Nullable String country, long customers) {}

    /// Orders that were placed in the period.
    @Schema(name = "OrderOverview")
    record OrderOverview(Headline total, List<OfStatus> byStatus) {}

    /// A bucket of the series.
    @Schema(name = "RevenuePoint")
    record RevenuePoint(Instant from, Instant to, long orders, long revenueCents) {}

    /// One of the five best customers.
    @Schema(name = "BestCustomer")
    record BestCustomer(UUID id, String name, long orders, long revenueCents) {}

    static Overview of(Period period, Figures figures) {
        List<TimeRange> buckets = period.buckets();
        Orders now = figures.ordersIn();
        Orders before = figures.ordersBefore();
        return new Overview(
                ShownPeriod.of(period),
                customers(figures),
                new OrderOverview(Headline.of(now.all(), before.all()), OfStatus.each(now)),
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
                Headline.of(earlier + figures.arrivedIn(), earlier),
                Headline.of(figures.arrivedIn(), figures.arrivedBefore()),
                byStatus,
                byCountry.entrySet().stream()
                        .map(it -> new InCountry(it.getKey().isEmpty() ? null : it.getKey(), it.getValue()))
                        .sorted(Comparator.comparingLong(InCountry::customers).reversed())
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
