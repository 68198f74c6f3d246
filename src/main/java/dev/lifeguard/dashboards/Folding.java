package dev.lifeguard.dashboards;

import dev.lifeguard.database.DatabaseStartup.Opened;
import dev.lifeguard.database.WriteCounter;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
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
    private static final int BEFORE_THE_POOL_CLOSES = 1;

    private final Rollups rollups;
    private final Vertx vertx;
    private final WriteCounter writes;
    private final Duration pause;
    private final FoldingPace pace = new FoldingPace();
    private volatile boolean stopped;

    Folding(Rollups rollups, Vertx vertx, WriteCounter writes, DashboardSettings settings) {
        this.rollups = rollups;
        this.vertx = vertx;
        this.writes = writes;
        this.pause = settings.foldEvery();
    }

    void start(@Observes Opened event) {
        if (pause.isPositive()) {
            again(pause);
        }
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL_CLOSES) ShutdownEvent event) {
        stopped = true;
    }

    private void again(Duration later) {
        if (!stopped) {
            vertx.setTimer(Math.max(1, later.toMillis()), ignored -> round());
        }
    }

    private void round() {
        if (pace.isDue(writes.count())) {
            fold();
        } else {
            again(pause);
        }
    }

    private void fold() {
        if (!stopped) {
            rollups.fold(pace.most()).subscribe().with(this::succeeded, this::failed);
        }
    }

    private void succeeded(boolean more) {
        pace.succeeded(more);
        again(more ? Duration.ZERO : pause);
    }

    private void failed(Throwable failure) {
        LOG.debugf("folding failed and is tried again reason=%s", failure.getMessage());
        pace.failed();
        again(pause);
    }
}
