package dev.lifeguard.dashboards;

import dev.lifeguard.database.Opening.Opened;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Folds what has changed into the roll-ups once a second. Every pod tries; the database lets one at a time. If nobody
/// does, dashboards get slower and not wrong.
@ApplicationScoped
class Folding {
    private static final Logger LOG = Logger.getLogger(Folding.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int BEFORE_THE_POOL_CLOSES = 1;

    private final Rollups rollups;
    private final Vertx vertx;
    private volatile boolean stopped;

    Folding(Rollups rollups, Vertx vertx) {
        this.rollups = rollups;
        this.vertx = vertx;
    }

    void start(@Observes Opened event) {
        again(PACE);
    }

    void stop(@Observes @Priority(BEFORE_THE_POOL_CLOSES) ShutdownEvent event) {
        stopped = true;
    }

    private void again(Duration pause) {
        if (!stopped) {
            vertx.setTimer(Math.max(1, pause.toMillis()), ignored -> fold());
        }
    }

    private void fold() {
        if (stopped) {
            return;
        }
        rollups.fold().subscribe().with(more -> again(more ? Duration.ZERO : PACE), failure -> {
            LOG.debugf("folding failed and is tried again reason=%s", failure.getMessage());
            again(PACE);
        });
    }
}
