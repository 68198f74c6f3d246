package dev.lifeguard.server;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.metrics.Exposition;
import dev.lifeguard.metrics.Metric;
import dev.lifeguard.metrics.MetricSource;
import jakarta.inject.Singleton;
import java.util.Optional;

/// All pods against the limits of the server, from the latest answer of the server. All pods report the
/// same values, so one of them is enough to look at.
@Singleton
class FleetMetrics implements MetricSource {
    private static final Metric KNOWN = Metric.gauge(
            "lifeguard_fleet_known",
            "1 if the fleet metrics are known, because the server has answered the latest query");
    private static final Metric PODS = Metric.gauge("lifeguard_fleet_pods", "Pods that have sessions on the server");
    private static final Metric SESSIONS = Metric.gauge(
            "lifeguard_fleet_sessions", "Sessions on the server, of this service (all pods) or of others", "of");
    private static final Metric LIMIT =
            Metric.gauge("lifeguard_fleet_limit_sessions", "How many sessions a limit of the server allows", "limit");
    private static final Metric USED = Metric.gauge(
            "lifeguard_fleet_limit_used_sessions", "How many sessions count against a limit of the server", "limit");
    private static final Metric HEADROOM =
            Metric.gauge("lifeguard_fleet_headroom_sessions", "How many more sessions this service could open");
    private static final Metric LARGEST =
            Metric.gauge("lifeguard_fleet_largest_sessions", "Sessions of all pods if each opened as many as it may");
    private static final Metric ROOM = Metric.gauge(
            "lifeguard_fleet_room_sessions",
            "Sessions that the server leaves to this service as long as other sessions stay");
    private static final Metric FITS =
            Metric.gauge("lifeguard_fleet_fits", "1 if there is room for all pods at their maximum size");
    private static final Metric FITTING =
            Metric.gauge("lifeguard_fleet_fitting_pods", "How many pods of this size there is room for");
    private static final Metric POOLER = Metric.gauge(
            "lifeguard_fleet_pooler_between",
            "1 if a pooler such as PgBouncer is in between; the sessions are then those of the pooler");

    private final Fleet fleet;
    private final ConnectionSource pool;

    FleetMetrics(Fleet fleet, ConnectionSource pool) {
        this.fleet = fleet;
        this.pool = pool;
    }

    @Override
    public void collect(Exposition into) {
        Optional<FleetView> view = fleet.lastKnown(pool.bounds().max());
        into.put(KNOWN, view.isPresent());
        view.ifPresent(seen -> add(seen, into));
    }

    private static void add(FleetView view, Exposition into) {
        into.put(PODS, view.pods().size());
        into.put(SESSIONS, view.sessions(), "this_service");
        into.put(SESSIONS, view.othersSessions(), "others");
        for (Limit limit : view.limits()) {
            into.put(LIMIT, limit.sessions(), limit.name());
            into.put(USED, limit.used(), limit.name());
        }
        into.put(POOLER, view.poolerBetween());
        view.headroom().ifPresent(headroom -> into.put(HEADROOM, headroom));
        view.atItsLargest().ifPresent(largest -> add(largest, into));
    }

    private static void add(AtItsLargest largest, Exposition into) {
        into.put(LARGEST, largest.sessions());
        into.put(ROOM, largest.room());
        into.put(FITS, largest.fits());
        into.put(FITTING, largest.podsThatFit());
    }
}
