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

/// Folds deltas into the roll-ups at regular intervals. Every pod tries, and the database lets one pod
/// fold at a time. If no pod folds, dashboards get slower, not wrong.
///
/// A pod that has not written skips most rounds, to spare the pool. It still folds now and then, in
/// case other pods have left deltas.
///
/// After a failure the next batch is half as large. Otherwise, on a slow database, a batch that exceeds
/// the statement timeout would fail again and again.
@ApplicationScoped
class FoldingJob {
    private static final Logger LOG = Logger.getLogger(FoldingJob.class);
    private static final int BEFORE_POOL_CLOSES = 1;

    private final Rollups rollups;
    private final Vertx vertx;
    private final WriteCounter writes;
    private final Duration pause;
    private final FoldingPace pace = new FoldingPace();
    private volatile boolean stopped;

    FoldingJob(Rollups rollups, Vertx vertx, WriteCounter writes, DashboardSettings settings) {
        this.rollups = rollups;
        this.vertx = vertx;
        this.writes = writes;
        this.pause = settings.foldEvery();
    }

    void start(@Observes Opened event) {
        if (pause.isPositive()) {
            schedule(pause);
        }
    }

    void stop(@Observes @Priority(BEFORE_POOL_CLOSES) ShutdownEvent event) {
        stopped = true;
    }

    private void schedule(Duration delay) {
        if (!stopped) {
            vertx.setTimer(Math.max(1, delay.toMillis()), ignored -> round());
        }
    }

    private void round() {
        if (pace.isDue(writes.count())) {
            fold();
        } else {
            schedule(pause);
        }
    }

    private void fold() {
        if (!stopped) {
            rollups.fold(pace.batch()).subscribe().with(this::succeeded, this::failed);
        }
    }

    private void succeeded(boolean more) {
        pace.succeeded(more);
        schedule(more ? Duration.ZERO : pause);
    }

    private void failed(Throwable failure) {
        LOG.debugf("folding failed and is retried reason=%s", failure.getMessage());
        pace.failed();
        schedule(pause);
    }
}
