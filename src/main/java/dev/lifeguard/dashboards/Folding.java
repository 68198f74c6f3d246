package dev.lifeguard.dashboards;

import dev.lifeguard.database.Opening.Opened;
import dev.lifeguard.database.Writes;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Folds what has changed into the roll-ups at a pace. Every pod tries; the database lets one at a time. If nobody
/// does, dashboards get slower and not wrong.
///
/// A pod that has not written leaves the pool alone most of the time, and looks now and then what others have left.
///
/// What fails is tried again with half as much: on a slow database, all at once may not be done within the time that a
/// statement has, and would be begun for ever.
@ApplicationScoped
class Folding {
    private static final Logger LOG = Logger.getLogger(Folding.class);
    private static final int MOST = 5_000;
    private static final int FEWEST = 50;
    private static final int IDLE_ROUNDS = 30;
    private static final int BEFORE_THE_POOL_CLOSES = 1;

    private final Rollups rollups;
    private final Vertx vertx;
    private final Writes writes;
    private final Duration pace;
    private volatile boolean stopped;
    private volatile int batch = MOST;
    private volatile long written = -1;
    private final AtomicInteger idle = new AtomicInteger();

    Folding(Rollups rollups, Vertx vertx, Writes writes, DashboardSettings settings) {
        this.rollups = rollups;
        this.vertx = vertx;
        this.writes = writes;
        this.pace = settings.foldEvery();
    }

    void start(@Observes Opened event) {
        if (pace.isPositive()) {
            again(pace);
        }
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL_CLOSES) ShutdownEvent event) {
        stopped = true;
    }

    private void again(Duration pause) {
        if (!stopped) {
            vertx.setTimer(Math.max(1, pause.toMillis()), ignored -> round());
        }
    }

    private void round() {
        long now = writes.count();
        if (now == written && idle.incrementAndGet() < IDLE_ROUNDS) {
            again(pace);
        } else {
            written = now;
            idle.set(0);
            fold();
        }
    }

    private void fold() {
        if (stopped) {
            return;
        }
        int most = batch;
        rollups.fold(most).subscribe().with(more -> succeeded(most, more), failure -> failed(most, failure));
    }

    private void succeeded(int most, boolean more) {
        batch = Math.min(MOST, most * 2);
        if (more) {
            written = -1;
        }
        again(more ? Duration.ZERO : pace);
    }

    private void failed(int most, Throwable failure) {
        LOG.debugf("folding failed and is tried again reason=%s", failure.getMessage());
        batch = Math.max(FEWEST, most / 2);
        written = -1;
        again(pace);
    }
}
