package dev.lifeguard.pool.server;

import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.metrics.Exposition;
import dev.lifeguard.pool.metrics.Metric;
import dev.lifeguard.pool.metrics.MetricSource;
import jakarta.inject.Singleton;
import java.util.Optional;

/// All pods against the server's limits, as the server said when it was last asked: the pods all say the same, so
/// that one of them is enough to look at.
@Singleton
class FleetMetrics implements MetricSource {
    private static final Metric KNOWN =
            Metric.gauge("lifeguard_fleet_known", "1 while the server answers what is told here of the fleet");
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
            "Sessions that the server leaves to this service while others keep theirs");
    private static final Metric FITS =
            Metric.gauge("lifeguard_fleet_fits", "1 if there is room for all pods at their largest");
    private static final Metric FITTING =
            Metric.gauge("lifeguard_fleet_fitting_pods", "How many pods of this size there is room for");
    private static final Metric POOLER = Metric.gauge(
            "lifeguard_fleet_pooler_between",
            "1 if PgBouncer or the like stands between, whose sessions these are then");

    private final Fleet fleet;
    private final Pool pool;

    FleetMetrics(Fleet fleet, Pool pool) {
        this.fleet = fleet;
        this.pool = pool;
    }

    @Override
    public void tell(Exposition to) {
        Optional<FleetView> view = fleet.lastKnown(pool.snapshot().maxConnections());
        to.put(KNOWN, view.isPresent());
        view.ifPresent(seen -> tell(seen, to));
    }

    private static void tell(FleetView view, Exposition to) {
        to.put(PODS, view.pods().size());
        to.put(SESSIONS, view.sessions(), "this_service");
        to.put(SESSIONS, view.othersSessions(), "others");
        for (Limit limit : view.limits()) {
            to.put(LIMIT, limit.sessions(), limit.name());
            to.put(USED, limit.used(), limit.name());
        }
        to.put(POOLER, view.poolerBetween());
        view.headroom().ifPresent(headroom -> to.put(HEADROOM, headroom));
        view.atItsLargest().ifPresent(largest -> tell(largest, to));
    }

    private static void tell(AtItsLargest largest, Exposition to) {
        to.put(LARGEST, largest.sessions());
        to.put(ROOM, largest.room());
        to.put(FITS, largest.fits());
        to.put(FITTING, largest.podsThatFit());
    }
}
