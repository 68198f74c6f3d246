package dev.lifeguard.dashboards;

import dev.lifeguard.dashboards.Figures.Orders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Revenue by bucket.
@Schema(name = "Revenue")
record Revenue(
        ShownPeriod period,

        @Schema(description = "Sum of paid orders; refunded orders do not count")
        Headline revenueCents,

        @Schema(description = "Number of paid orders") Headline paidOrders,
        RepeatBuyers repeat,
        RevenueBucket best,
        RevenueBucket worst,
        List<RevenueBucket> series) {

    /// Paid orders of customers who had bought before.
    ///
    /// @param sharePercent the share of paid orders that were not their customer's first; null if no
    ///     order was paid
    @Schema(name = "RepeatBuyers")
    record RepeatBuyers(
            @Schema(description = "Paid orders that were not their customer's first")
            long orders,

            @Schema(description = "Their share of all paid orders; null if there are none", examples = "37.5") @Nullable
            Double sharePercent,

            @Nullable Double shareBeforePercent) {}

    /// A bucket of the series.
    ///
    /// @param cumulativeCents revenue from the start of the period to the end of the bucket
    @Schema(name = "RevenueBucket")
    record RevenueBucket(
            Instant from, Instant to, List<StatusTotals> byStatus, long revenueCents, long cumulativeCents) {}

    static Revenue of(Period period, Figures figures) {
        List<RevenueBucket> series = series(period.buckets(), figures.ordersByBucket());
        Orders now = figures.periodOrders();
        Orders before = figures.previousOrders();
        Comparator<RevenueBucket> byRevenue = Comparator.comparingLong(RevenueBucket::revenueCents);
        return new Revenue(
                ShownPeriod.of(period),
                Headline.of(now.paidCents(), before.paidCents()),
                Headline.of(now.paid(), before.paid()),
                new RepeatBuyers(now.paid() - now.firstPaid(), share(now), share(before)),
                series.stream()
                        .max(byRevenue.thenComparing(RevenueBucket::from, Comparator.reverseOrder()))
                        .orElseThrow(),
                series.stream()
                        .min(byRevenue.thenComparing(RevenueBucket::from))
                        .orElseThrow(),
                series);
    }

    private static List<RevenueBucket> series(List<TimeRange> buckets, Map<Integer, Orders> byBucket) {
        List<RevenueBucket> series = new ArrayList<>();
        long cumulative = 0;
        for (int n = 0; n < buckets.size(); n++) {
            Orders orders = byBucket.getOrDefault(n, Orders.none(n));
            cumulative += orders.paidCents();
            TimeRange bucket = buckets.get(n);
            series.add(new RevenueBucket(
                    bucket.from(), bucket.to(), StatusTotals.each(orders), orders.paidCents(), cumulative));
        }
        return series;
    }

    private static @Nullable Double share(Orders orders) {
        return orders.paid() == 0
                ? null
                : Math.round(1000.0 * (orders.paid() - orders.firstPaid()) / orders.paid()) / 10.0;
    }
}
