package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.PoolCounts;
import dev.lifeguard.pool.PoolSettings;
import dev.lifeguard.pool.PoolSnapshot;
import dev.lifeguard.pool.advice.Advice;
import dev.lifeguard.pool.advice.Advisor;
import dev.lifeguard.pool.advice.Room;
import dev.lifeguard.pool.history.HoldSpread;
import dev.lifeguard.pool.history.Timings;
import dev.lifeguard.pool.server.Fleet;
import dev.lifeguard.pool.server.FleetView;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Judges every few seconds what size the pool should have, and has the autosizing follow. Asks the server for its
/// room, on a thread of its own that may be held up by it.
@ApplicationScoped
class Advising {
    private static final Logger LOG = Logger.getLogger(Advising.class);
    private static final int SECONDS_BETWEEN = 5;
    private static final HoldSpread NO_HOLDS = new HoldSpread(0, Duration.ZERO, 1);

    private final Demands demands = new Demands(Demands.Windows.NORMAL);
    private final Pool pool;
    private final PoolCounts counts;
    private final Timings timings;
    private final Fleet fleet;
    private final Autosizer autosizer;
    private final Advisor advisor;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pool-advice").factory());
    private long lookedForRefusals = System.nanoTime();
    private int seconds;

    Advising(
            Pool pool,
            PoolCounts counts,
            Timings timings,
            Fleet fleet,
            Autosizer autosizer,
            PoolSettings settings,
            Clock clock) {
        this.pool = pool;
        this.counts = counts;
        this.timings = timings;
        this.fleet = fleet;
        this.autosizer = autosizer;
        this.advisor = new Advisor(settings.waitTarget());
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::second, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    void add(Second second) {
        demands.add(second);
    }

    /// What size the pool should have, judged now. Blocks for as long as the server takes to answer.
    Advice advise() {
        PoolSnapshot snapshot = pool.snapshot();
        Advice advice = advisor.advise(
                demands.demand(timings.holds().orElse(NO_HOLDS)), room(snapshot), demands.observations());
        pool.advised(advice);
        return advice;
    }

    /// The server's room is for all pods: what is left is shared evenly.
    private Room room(PoolSnapshot snapshot) {
        Optional<FleetView> view = fleet.look(snapshot.maxConnections()).known();
        int pods = Math.max(1, view.map(seen -> seen.pods().size()).orElse(1));
        Optional<Integer> most = view.flatMap(FleetView::headroom).map(left -> snapshot.total() + left / pods);
        return new Room(snapshot.minConnections(), snapshot.maxConnections(), most, pods);
    }

    /// Never throws, as that would end the judging.
    private void second() {
        try {
            long now = System.nanoTime();
            if (counts.anyTooManySince(lookedForRefusals)) {
                autosizer.refused(pool.snapshot().total(), clock.instant());
            }
            lookedForRefusals = now;
            if (++seconds % SECONDS_BETWEEN == 0) {
                autosizer.follow(advise(), clock.instant());
            }
        } catch (RuntimeException e) {
            LOG.error("the advice about the pool failed, and goes on", e);
        }
    }
}
