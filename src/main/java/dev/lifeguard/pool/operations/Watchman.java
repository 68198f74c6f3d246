package dev.lifeguard.pool.operations;

import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.HeldConnection;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.Pool;
import dev.lifeguard.pool.PoolSnapshot;
import dev.lifeguard.pool.WaitingRequest;
import dev.lifeguard.pool.history.Event;
import dev.lifeguard.pool.history.History;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Hears of each request that goes without a connection, and has the incident recorded.
@ApplicationScoped
class Watchman {
    private static final int MOST_TO_ASK = 4;
    private static final int MOST_WAITERS = 10_000;

    private final Gate gate;
    private final Pool pool;
    private final Ledger ledger;
    private final History history;
    private final Clock clock;
    private final Incidents incidents;
    private final ThreadPoolExecutor asking = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_TO_ASK),
            Thread.ofPlatform().daemon().name("pool-incident").factory());

    Watchman(Gate gate, Pool pool, Ledger ledger, ServerCapture server, History history, Clock clock) {
        this.gate = gate;
        this.pool = pool;
        this.ledger = ledger;
        this.history = history;
        this.clock = clock;
        this.incidents = new Incidents(this::moment, server::capture, asking, clock);
    }

    void start(@Observes StartupEvent event) {
        gate.alarm(refused -> incidents.failed(refused ? FailureKind.REFUSAL : FailureKind.TIMEOUT));
    }

    void stop(@Observes ShutdownEvent event) {
        asking.shutdownNow();
    }

    List<Incident> incidents() {
        return incidents.latest();
    }

    /// Asked once, when an incident begins.
    private PoolMoment moment() {
        PoolSnapshot snapshot = pool.snapshot();
        history.add(new Event(
                clock.instant(),
                Event.Kind.INCIDENT,
                "Requests begin to go without a connection: %d of %d are in use, %d wait."
                        .formatted(snapshot.inUse(), snapshot.maxConnections(), snapshot.waiting())));
        return new PoolMoment(
                snapshot.inUse(),
                snapshot.maxConnections(),
                ledger.held().stream().map(Watchman::holder).toList(),
                ledger.waiting(MOST_WAITERS).stream().map(Watchman::waiting).toList(),
                ledger.lanes());
    }

    private static Holder holder(HeldConnection held) {
        return new Holder(
                held.caller().route(),
                held.caller().requestId(),
                held.caller().lane(),
                held.held().toMillis(),
                held.statement(),
                held.backendPid(),
                Optional.empty());
    }

    private static Waiting waiting(WaitingRequest request) {
        return new Waiting(
                request.caller().route(),
                request.caller().lane(),
                request.waited().toMillis());
    }
}
