package dev.lifeguard.history;

import dev.lifeguard.history.TimeTotals.OfLane;
import dev.lifeguard.history.TimeTotals.OfRoute;
import dev.lifeguard.work.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Adds everything since the start up, by lane and for the whole. Used once, by one thread; takes nothing away from
/// those who record, so that it needs no lock.
final class TotalsCollector {
    private final Gathered all = new Gathered();
    private final Gathered ofLane = new Gathered();
    private final List<OfLane> lanes = new ArrayList<>();
    private final List<OfRoute> routes = new ArrayList<>();
    private long waitNanos;
    private long holdNanos;

    TimeTotals of(Map<Lane, BoundedNames<RouteTimes>> times) {
        times.forEach(this::add);
        return new TimeTotals(
                Distributions.of(all.waits(), waitNanos), Distributions.of(all.holds(), holdNanos), lanes, routes);
    }

    private void add(Lane lane, BoundedNames<RouteTimes> times) {
        ofLane.clear();
        long laneWaitNanos = 0;
        long laneHoldNanos = 0;
        for (RouteTimes route : times.all()) {
            route.addEverythingTo(ofLane);
            laneWaitNanos += route.waitedNanos();
            laneHoldNanos += route.heldNanos();
            routes.add(route.totals(lane));
        }
        lanes.add(new OfLane(
                lane,
                Distributions.of(ofLane.waits(), laneWaitNanos),
                Distributions.of(ofLane.holds(), laneHoldNanos)));
        all.add(ofLane);
        waitNanos += laneWaitNanos;
        holdNanos += laneHoldNanos;
    }
}
