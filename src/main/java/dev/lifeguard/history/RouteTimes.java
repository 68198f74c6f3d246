package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/// The times of one route in one lane.
final class RouteTimes {
    private final String route;
    private final SlidingHistogram waits = new SlidingHistogram();
    private final SlidingHistogram holds = new SlidingHistogram();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder heldNanos = new LongAdder();
    private final LongAdder executingNanos = new LongAdder();
    private final LongAdder inVain = new LongAdder();

    RouteTimes(String route) {
        this.route = route;
    }

    void served(long waitNanos, long holdNanos, long executingNanos) {
        waits.record(waitNanos);
        holds.record(holdNanos);
        waitedNanos.add(Math.max(0, waitNanos));
        heldNanos.add(holdNanos);
        this.executingNanos.add(Math.min(executingNanos, holdNanos));
    }

    void notServed(long waitNanos) {
        waits.record(waitNanos);
        waitedNanos.add(Math.max(0, waitNanos));
        inVain.increment();
    }

    void take(int slice, Histogram scratch, Gathered second) {
        waits.take(slice, scratch, second.waits());
        holds.take(slice, scratch, second.holds());
    }

    void begin(int slice) {
        waits.begin(slice);
        holds.begin(slice);
    }

    void addSlicesTo(Gathered sum) {
        waits.addSlicesTo(sum.waits());
        holds.addSlicesTo(sum.holds());
    }

    void addEverythingTo(Gathered sum) {
        waits.addEverythingTo(sum.waits());
        holds.addEverythingTo(sum.holds());
    }

    long waitedNanos() {
        return waitedNanos.sum();
    }

    long heldNanos() {
        return heldNanos.sum();
    }

    TimeTotals.OfRoute totals(Lane lane) {
        return new TimeTotals.OfRoute(
                route,
                lane,
                waits.count(),
                waitedNanos.sum() / 1e9,
                holds.count(),
                heldNanos.sum() / 1e9,
                executingNanos.sum() / 1e9,
                inVain.sum());
    }

    RouteTimings figures(Lane lane, Gathered minute, Gathered ever) {
        long held = heldNanos.sum();
        return new RouteTimings(
                route,
                lane,
                minute.figures(),
                ever.figures(),
                inVain.sum(),
                Scale.millis(held),
                Scale.millis(held - executingNanos.sum()));
    }
}
