package dev.lifeguard.pool.history;

import dev.lifeguard.http.Lane;
import dev.lifeguard.pool.history.TimeTotals.OfLane;
import dev.lifeguard.pool.history.TimeTotals.OfRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Adds everything since the start up, by lane and for the whole. Used once, by one thread; takes nothing away from
/// those who record, so that it needs no lock.
final class Totalling {
    private final Gathered all = new Gathered();
    private final Gathered ofLane = new Gathered();
    private final List<OfLane> lanes = new ArrayList<>();
    private final List<OfRoute> routes = new ArrayList<>();
    private long waitNanos;
    private long holdNanos;

    TimeTotals of(Map<Lane, Named<RouteTimes>> times) {
        times.forEach(this::add);
        return new TimeTotals(Spread.of(all.waits(), waitNanos), Spread.of(all.holds(), holdNanos), lanes, routes);
    }

    private void add(Lane lane, Named<RouteTimes> times) {
        ofLane.clear();
        long laneWaitNanos = 0;
        long laneHoldNanos = 0;
        for (RouteTimes route : times.all()) {
            route.addEverythingTo(ofLane);
            laneWaitNanos += route.waitedNanos();
            laneHoldNanos += route.heldNanos();
            routes.add(route.totals(lane));
        }
        lanes.add(new OfLane(lane, Spread.of(ofLane.waits(), laneWaitNanos), Spread.of(ofLane.holds(), laneHoldNanos)));
        all.add(ofLane);
        waitNanos += laneWaitNanos;
        holdNanos += laneHoldNanos;
    }
}
