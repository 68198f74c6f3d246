package dev.lifeguard.history;

import dev.lifeguard.work.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sums up routes into lanes, and lanes into the whole. For one use by one thread.
final class Summary {
    private final WaitsAndLeases minute = new WaitsAndLeases();
    private final WaitsAndLeases sinceStart = new WaitsAndLeases();
    private final WaitsAndLeases laneMinute = new WaitsAndLeases();
    private final WaitsAndLeases laneSinceStart = new WaitsAndLeases();
    private final WaitsAndLeases routeMinute = new WaitsAndLeases();
    private final WaitsAndLeases routeSinceStart = new WaitsAndLeases();
    private final Map<String, Periods> byLane = new LinkedHashMap<>();
    private final List<RouteTimings> byRoute = new ArrayList<>();

    TimingsSnapshot of(Map<Lane, BoundedNames<RouteTimes>> lanes) {
        lanes.forEach((lane, routes) -> {
            laneMinute.clear();
            laneSinceStart.clear();
            routes.all().forEach(times -> add(times, lane));
            byLane.put(lane.slug(), new Periods(laneMinute.figures(), laneSinceStart.figures()));
            minute.add(laneMinute);
            sinceStart.add(laneSinceStart);
        });
        byRoute.sort(Comparator.comparingDouble(RouteTimings::heldMs).reversed());
        return new TimingsSnapshot(new Periods(minute.figures(), sinceStart.figures()), byLane, List.copyOf(byRoute));
    }

    private void add(RouteTimes times, Lane lane) {
        routeMinute.clear();
        routeSinceStart.clear();
        times.addLastMinuteTo(routeMinute);
        times.addSinceStartTo(routeSinceStart);
        laneMinute.add(routeMinute);
        laneSinceStart.add(routeSinceStart);
        byRoute.add(times.figures(lane, routeMinute, routeSinceStart));
    }
}
