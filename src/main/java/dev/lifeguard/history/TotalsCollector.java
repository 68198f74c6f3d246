package dev.lifeguard.history;

import dev.lifeguard.history.TimeTotals.OfLane;
import dev.lifeguard.history.TimeTotals.OfRoute;
import dev.lifeguard.work.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Adds up everything since the start, by lane and for the whole. For one use by one thread. It does
/// not change what it reads, so it needs no lock.
final class TotalsCollector {
    private final WaitsAndLeases all = new WaitsAndLeases();
    private final WaitsAndLeases ofLane = new WaitsAndLeases();
    private final List<OfLane> lanes = new ArrayList<>();
    private final List<OfRoute> routes = new ArrayList<>();
    private long waitNanos;
    private long leaseNanos;

    TimeTotals of(Map<Lane, BoundedNames<RouteTimes>> times) {
        times.forEach(this::add);
        return new TimeTotals(
                Distributions.of(all.waits(), waitNanos), Distributions.of(all.leases(), leaseNanos), lanes, routes);
    }

    private void add(Lane lane, BoundedNames<RouteTimes> times) {
        ofLane.clear();
        long laneWaitNanos = 0;
        long laneLeaseNanos = 0;
        for (RouteTimes route : times.all()) {
            route.addSinceStartTo(ofLane);
            laneWaitNanos += route.waitedNanos();
            laneLeaseNanos += route.leasedNanos();
            routes.add(route.totals(lane));
        }
        lanes.add(new OfLane(
                lane,
                Distributions.of(ofLane.waits(), laneWaitNanos),
                Distributions.of(ofLane.leases(), laneLeaseNanos)));
        all.add(ofLane);
        waitNanos += laneWaitNanos;
        leaseNanos += laneLeaseNanos;
    }
}
