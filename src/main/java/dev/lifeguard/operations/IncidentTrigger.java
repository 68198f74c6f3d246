package dev.lifeguard.operations;

import dev.lifeguard.diagnosis.PoolSnapshot;
import dev.lifeguard.diagnosis.PoolView;
import dev.lifeguard.history.Event;
import dev.lifeguard.history.History;
import dev.lifeguard.pool.FailureListener;
import dev.lifeguard.pool.Gate;
import dev.lifeguard.pool.LeasedConnection;
import dev.lifeguard.pool.Ledger;
import dev.lifeguard.pool.WaitingRequest;
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

/// Records an incident when a request is refused or times out.
@ApplicationScoped
class IncidentTrigger implements FailureListener {
    private static final int MAX_PENDING_CAPTURES = 4;
    private static final int MAX_WAITERS = 10_000;

    private final Gate gate;
    private final PoolView pool;
    private final Ledger ledger;
    private final History history;
    private final Clock clock;
    private final Incidents incidents;
    private final ThreadPoolExecutor capturing = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_PENDING_CAPTURES),
            Thread.ofPlatform().daemon().name("pool-incident").factory());

    IncidentTrigger(Gate gate, PoolView pool, Ledger ledger, ServerCapture server, History history, Clock clock) {
        this.gate = gate;
        this.pool = pool;
        this.ledger = ledger;
        this.history = history;
        this.clock = clock;
        this.incidents = new Incidents(this::captureState, server::capture, capturing, clock);
    }

    void start(@Observes StartupEvent event) {
        gate.listener(this);
    }

    @Override
    public void onRefusal() {
        incidents.failed(FailureKind.REFUSAL);
    }

    @Override
    public void onTimeout() {
        incidents.failed(FailureKind.TIMEOUT);
    }

    void stop(@Observes ShutdownEvent event) {
        capturing.shutdownNow();
    }

    List<Incident> latest() {
        return incidents.latest();
    }

    /// Captures the state of the pool. Called once, when an incident begins.
    private PoolState captureState() {
        PoolSnapshot snapshot = pool.snapshot();
        history.add(new Event(
                clock.instant(),
                Event.Kind.INCIDENT,
                "Requests begin to be refused or to time out: %d of %d connections are in use, %d requests wait."
                        .formatted(snapshot.inUse(), snapshot.maxConnections(), snapshot.waiting())));
        return new PoolState(
                snapshot.inUse(),
                snapshot.maxConnections(),
                ledger.leased().stream().map(IncidentTrigger::holder).toList(),
                ledger.waiting(MAX_WAITERS).stream()
                        .map(IncidentTrigger::waiting)
                        .toList(),
                ledger.lanes());
    }

    private static Holder holder(LeasedConnection lease) {
        return new Holder(
                lease.request().route(),
                lease.request().id(),
                lease.request().lane(),
                lease.held().toMillis(),
                lease.statement(),
                lease.backendPid(),
                Optional.empty());
    }

    private static Waiting waiting(WaitingRequest request) {
        return new Waiting(
                request.request().route(),
                request.request().lane(),
                request.waited().toMillis());
    }
}
