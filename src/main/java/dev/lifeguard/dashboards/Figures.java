package dev.lifeguard.dashboards;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the database says, all of one moment, read from the JSON in which it comes.
///
/// @param orders by bucket; none for a bucket in which there is nothing
/// @param customers by bucket, in the same way
/// @param kinds customers by status and country, as they are now
/// @param best who has paid the most, of all time
/// @param cohorts who ordered in which month, by the month of their arrival
/// @param arrivals how many arrived in a month
@RegisterForReflection
record Figures(
        List<Orders> orders,
        List<Customers> customers,
        List<Kind> kinds,
        List<Best> best,
        List<Cohort> cohorts,
        List<Arrivals> arrivals) {
    /// What a dashboard does not ask for, and what there is none of, comes as null.
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

    /// Everything before the period, in place of a bucket's number.
    static final int EARLIER = -2;

    /// The period before, in place of a bucket's number.
    static final int BEFORE = -1;

    /// @param n which bucket
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

    /// @param n which bucket
    record Customers(int n, long arrived, long activated, long churned) {
        static Customers none(int n) {
            return new Customers(n, 0, 0, 0);
        }
    }

    /// @param country empty if it is not known
    record Kind(String status, String country, long n) {}

    /// One of the best customers.
    record Best(UUID customerId, String name, long orders, long revenueCents) {}

    /// How many of those who arrived in a month ordered in another.
    record Cohort(LocalDate arrival, LocalDate month, long customers) {}

    /// How many arrived in a month.
    record Arrivals(LocalDate month, long customers) {}

    Orders ordersBefore() {
        return orders.stream().filter(it -> it.n() == BEFORE).findFirst().orElse(Orders.none(BEFORE));
    }

    Orders ordersIn() {
        return orders.stream().filter(it -> it.n() >= 0).reduce(Orders.none(0), Orders::plus);
    }

    long arrivedEarlier() {
        return arrived(EARLIER);
    }

    long arrivedBefore() {
        return arrived(BEFORE);
    }

    private long arrived(int n) {
        return customers.stream()
                .filter(it -> it.n() == n)
                .mapToLong(Customers::arrived)
                .sum();
    }

    long arrivedIn() {
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
