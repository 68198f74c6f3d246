package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adds routes up to lanes, and lanes to the whole. Used once, by one thread.
final class Summary {
    private final Gathered minute = new Gathered();
    private final Gathered ever = new Gathered();
    private final Gathered laneMinute = new Gathered();
    private final Gathered laneEver = new Gathered();
    private final Gathered routeMinute = new Gathered();
    private final Gathered routeEver = new Gathered();
    private final Map<String, Periods> byLane = new LinkedHashMap<>();
    private final List<RouteTimings> byRoute = new ArrayList<>();

    TimingsSnapshot of(Map<Lane, BoundedNames<RouteTimes>> lanes) {
        lanes.forEach((lane, routes) -> {
            laneMinute.clear();
            laneEver.clear();
            routes.all().forEach(times -> add(times, lane));
            byLane.put(lane.slug(), new Periods(laneMinute.figures(), laneEver.figures()));
            minute.add(laneMinute);
            ever.add(laneEver);
        });
        byRoute.sort(Comparator.comparingDouble(RouteTimings::heldMs).reversed());
        return new TimingsSnapshot(new Periods(minute.figures(), ever.figures()), byLane, List.copyOf(byRoute));
    }

    private void add(RouteTimes times, Lane lane) {
        routeMinute.clear();
        routeEver.clear();
        times.addSlicesTo(routeMinute);
        times.addEverythingTo(routeEver);
        laneMinute.add(routeMinute);
        laneEver.add(routeEver);
        byRoute.add(times.figures(lane, routeMinute, routeEver));
    }
}
