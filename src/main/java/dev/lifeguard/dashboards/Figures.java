package dev.lifeguard.dashboards;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The figures that a dashboard's statement returns, all from one snapshot.
///
/// @param orders orders by bucket; empty buckets are absent
/// @param customers customers by bucket; empty buckets are absent
/// @param kinds current customers by status and country
/// @param best the customers with the highest revenue of all time
/// @param cohorts customers who ordered, by month of arrival and month of the order
/// @param arrivals new customers by month
@RegisterForReflection
record Figures(
        List<Orders> orders,
        List<Customers> customers,
        List<Kind> kinds,
        List<Best> best,
        List<Cohort> cohorts,
        List<Arrivals> arrivals) {
    /// The statement returns null for figures that its dashboard does not need, and for empty lists.
    Figures {
        orders = orNone(orders);
        customers = orNone(customers);
        kinds = orNone(kinds);
        best = orNone(best);
        cohorts = orNone(cohorts);
        arrivals = orNone(arrivals);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /// Stands for everything before the period, in place of a bucket number.
    static final int EARLIER = -2;

    /// Stands for the previous period, in place of a bucket number.
    static final int PREVIOUS = -1;

    /// @param n the bucket number
    record Orders(
            int n,
            long pending,
            long paid,
            long refunded,
            long cancelled,
            long pendingCents,
            long paidCents,
            long refundedCents,
            long cancelledCents,
            long firstPaid) {
        static Orders none(int n) {
            return new Orders(n, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        long all() {
            return pending + paid + refunded + cancelled;
        }

        Orders plus(Orders other) {
            return new Orders(
                    n,
                    pending + other.pending,
                    paid + other.paid,
                    refunded + other.refunded,
                    cancelled + other.cancelled,
                    pendingCents + other.pendingCents,
                    paidCents + other.paidCents,
                    refundedCents + other.refundedCents,
                    cancelledCents + other.cancelledCents,
                    firstPaid + other.firstPaid);
        }
    }

    /// @param n the bucket number
    record Customers(int n, long arrived, long activated, long churned) {
        static Customers none(int n) {
            return new Customers(n, 0, 0, 0);
        }
    }

    /// @param country empty if unknown
    /// @param n how many customers
    record Kind(String status, String country, long n) {}

    /// One of the best customers of all time.
    record Best(UUID customerId, String name, long orders, long revenueCents) {}

    /// How many of a month's new customers ordered in a given month.
    record Cohort(LocalDate arrival, LocalDate month, long customers) {}

    /// How many new customers a month had.
    record Arrivals(LocalDate month, long customers) {}

    Orders previousOrders() {
        return orders.stream().filter(it -> it.n() == PREVIOUS).findFirst().orElse(Orders.none(PREVIOUS));
    }

    Orders periodOrders() {
        return orders.stream().filter(it -> it.n() >= 0).reduce(Orders.none(0), Orders::plus);
    }

    long arrivedEarlier() {
        return arrived(EARLIER);
    }

    long arrivedInPreviousPeriod() {
        return arrived(PREVIOUS);
    }

    private long arrived(int n) {
        return customers.stream()
                .filter(it -> it.n() == n)
                .mapToLong(Customers::arrived)
                .sum();
    }

    long arrivedInPeriod() {
        return customers.stream()
                .filter(it -> it.n() >= 0)
                .mapToLong(Customers::arrived)
                .sum();
    }

    Map<Integer, Orders> ordersByBucket() {
        return orders.stream().collect(Collectors.toMap(Orders::n, Function.identity()));
    }

    Map<Integer, Customers> customersByBucket() {
        return customers.stream().collect(Collectors.toMap(Customers::n, Function.identity()));
    }
}
