package dev.lifeguard.pool;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The clock of the gate.
@ApplicationScoped
class Ticker {
    private static final Logger LOG = Logger.getLogger(Ticker.class);
    private static final int PACE_MILLIS = 20;
    private static final int TICKS_BETWEEN_SWEEPS = 25;

    private final Gate gate;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gate-clock").factory());
    private int ticks;

    Ticker(Gate gate) {
        this.gate = gate;
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::tick, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    private void tick() {
        try {
            gate.tick();
            if (++ticks % TICKS_BETWEEN_SWEEPS == 0) {
                gate.sweep();
            }
        } catch (RuntimeException e) {
            LOG.error("the clock of the gate failed, and goes on", e);
        }
    }
}
