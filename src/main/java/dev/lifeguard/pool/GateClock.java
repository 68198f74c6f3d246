package dev.lifeguard.pool;

import dev.lifeguard.tasks.RecurringTasks;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Lets time pass for the gate.
@ApplicationScoped
class GateClock {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration SWEEP = Duration.ofMillis(500);

    private final Gate gate;
    private final RecurringTasks tasks;

    GateClock(Gate gate, RecurringTasks tasks) {
        this.gate = gate;
        this.tasks = tasks;
    }

    void start(@Observes StartupEvent event) {
        tasks.repeatInMemory("the clock of the gate", TICK, gate::tick);
        tasks.repeatInMemory("sweeping the queues", SWEEP, gate::sweep);
    }
}
