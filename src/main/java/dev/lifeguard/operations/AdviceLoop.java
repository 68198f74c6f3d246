package dev.lifeguard.operations;

import dev.lifeguard.advice.Advice;
import dev.lifeguard.advice.Advisor;
import dev.lifeguard.advice.ServerRoom;
import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.LeaseTimes;
import dev.lifeguard.history.Timings;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.server.Fleet;
import dev.lifeguard.server.FleetView;
import dev.lifeguard.tasks.RecurringTasks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Computes every few seconds what size the pool should have, and lets autosizing act on it. Queries
/// the server for its room, so it may block.
@ApplicationScoped
class AdviceLoop {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SECONDS_BETWEEN = 5;
    private static final LeaseTimes NO_LEASES = new LeaseTimes(0, Duration.ZERO, 1);

    private final RecentDemand demand = new RecentDemand(RecentDemand.Windows.NORMAL);
    private final PoolView pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final Fleet fleet;
    private final Autosizer autosizer;
    private final Advisor advisor;
    private final Clock clock;
    private final RecurringTasks tasks;
    private long lastCheck = System.nanoTime();
    private int seconds;

    AdviceLoop(
            PoolView pool,
            PoolCounts counts,
            Timings timings,
            Fleet fleet,
            Autosizer autosizer,
            AdviceSettings settings,
            Clock clock,
            RecurringTasks tasks) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.fleet = fleet;
        this.autosizer = autosizer;
        this.advisor = new Advisor(settings.waitTarget());
        this.clock = clock;
        this.tasks = tasks;
    }

    void start(@Observes StartupEvent event) {
        tasks.repeat("the advice on the size of the pool", SECOND, this::everySecond);
    }

    void add(Second second) {
        demand.add(second);
    }

    /// The advice as of now. Blocks while the server is queried.
    Advice advise() {
        PoolSnapshot snapshot = pool.snapshot();
        Advice advice = advisor.advise(
                demand.recent(timings.recentLeases().orElse(NO_LEASES)), room(snapshot), demand.observations());
        pool.adviceIs(advice);
        return advice;
    }

    /// The room on the server is for all pods; what is left is divided evenly among them.
    private ServerRoom room(PoolSnapshot snapshot) {
        Optional<FleetView> view = fleet.view(snapshot.maxConnections()).known();
        int pods = Math.max(1, view.map(seen -> seen.pods().size()).orElse(1));
        Optional<Integer> most = view.flatMap(FleetView::headroom).map(left -> snapshot.total() + left / pods);
        return new ServerRoom(snapshot.minConnections(), snapshot.maxConnections(), most, pods);
    }

    private void everySecond() {
        long now = System.nanoTime();
        if (counts.anyTooManySince(lastCheck)) {
            autosizer.refused(pool.snapshot().total(), clock.instant());
        }
        lastCheck = now;
        if (++seconds % SECONDS_BETWEEN == 0) {
            autosizer.follow(advise(), clock.instant());
        }
    }
}
