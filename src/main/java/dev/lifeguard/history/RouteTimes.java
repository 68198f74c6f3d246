package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/// Wait and lease times of one route in one lane. Recording is safe for several threads; for the rest
/// see [SlidingHistogram].
final class RouteTimes {
    private final String route;
    private final SlidingHistogram waits = new SlidingHistogram();
    private final SlidingHistogram leases = new SlidingHistogram();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder leasedNanos = new LongAdder();
    private final LongAdder executingNanos = new LongAdder();
    private final LongAdder notServed = new LongAdder();

    RouteTimes(String route) {
        this.route = route;
    }

    void served(long waitNanos, long leaseNanos, long executingNanos) {
        waits.record(waitNanos);
        leases.record(leaseNanos);
        waitedNanos.add(Math.max(0, waitNanos));
        leasedNanos.add(leaseNanos);
        this.executingNanos.add(Math.min(executingNanos, leaseNanos));
    }

    void notServed(long waitNanos) {
        waits.record(waitNanos);
        waitedNanos.add(Math.max(0, waitNanos));
        notServed.increment();
    }

    void addNewTo(int slice, Histogram scratch, WaitsAndLeases second) {
        waits.addNewTo(slice, scratch, second.waits());
        leases.addNewTo(slice, scratch, second.leases());
    }

    void clear(int slice) {
        waits.clear(slice);
        leases.clear(slice);
    }

    void addLastMinuteTo(WaitsAndLeases sum) {
        waits.addLastMinuteTo(sum.waits());
        leases.addLastMinuteTo(sum.leases());
    }

    void addSinceStartTo(WaitsAndLeases sum) {
        waits.addSinceStartTo(sum.waits());
        leases.addSinceStartTo(sum.leases());
    }

    long waitedNanos() {
        return waitedNanos.sum();
    }

    long leasedNanos() {
        return leasedNanos.sum();
    }

    TimeTotals.OfRoute totals(Lane lane) {
        return new TimeTotals.OfRoute(
                route,
                lane,
                waits.count(),
                waitedNanos.sum() / 1e9,
                leases.count(),
                leasedNanos.sum() / 1e9,
                executingNanos.sum() / 1e9,
                notServed.sum());
    }

    RouteTimings figures(Lane lane, WaitsAndLeases minute, WaitsAndLeases sinceStart) {
        long leased = leasedNanos.sum();
        return new RouteTimings(
                route,
                lane,
                minute.figures(),
                sinceStart.figures(),
                notServed.sum(),
                Scale.millis(leased),
                Scale.millis(leased - executingNanos.sum()));
    }
}
