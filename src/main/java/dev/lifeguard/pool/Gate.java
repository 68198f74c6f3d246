package dev.lifeguard.pool;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.history.Timings;
import dev.lifeguard.work.CurrentRequest;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Decides which request gets a connection, and when. A waiting unit of work is an object in a queue, not a thread;
/// database threads borrow connections, take units of work in turn, and run them one at a time each.
///
/// The queue is bounded, and so is the wait. Lanes have shares that others cannot take. Another thread is activated
/// only when that pays. A connection cannot be kept beyond a unit of work.
///
/// Safe for use by several threads; there is no lock that every request has to take.
@ApplicationScoped
public class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final int LAST = Integer.MAX_VALUE;

    private enum Phase {
        CLOSED,
        OPEN,
        DRAINING
    }

    private final ConnectionSource connections;
    private final PoolSettings settings;
    private final PoolCounts counts;
    private final Timings timings;
    private final Dispatch dispatch;
    private final DatabaseThreads threads;
    private final Admission admission;
    private volatile FailureListener listener = FailureListener.NONE;
    private volatile Phase phase = Phase.CLOSED;

    @Inject
    Gate(ConnectionSource connections, PoolSettings settings, PoolCounts counts, Timings timings) {
        this(connections, settings, counts, timings, new Pace());
    }

    Gate(ConnectionSource connections, PoolSettings settings, PoolCounts counts, Timings timings, Pace pace) {
        this.connections = connections;
        this.settings = settings;
        this.counts = counts;
        this.timings = timings;
        Slots slots = new Slots(Share.allOf(settings), settings.maxConnections());
        this.dispatch = new Dispatch(slots, counts, timings, pace);
        this.threads = new DatabaseThreads(dispatch, connections, counts, pace);
        this.admission = new Admission(settings, counts, dispatch, threads, pace);
    }

    /// Tells a listener of each request that does not get a connection. There is one; the last one set is told.
    public void listener(FailureListener listener) {
        this.listener = listener;
    }

    /// Runs a unit of work as soon as a connection is free, and completes on the event loop of the request.
    ///
    /// Fails with a [NotServedException] if the request is refused or times out, with an [SQLException] if no
    /// connection can be opened, and otherwise with whatever the unit of work throws. Nothing happens before the
    /// subscription. A cancellation leaves the queue, but does not stop work that has begun.
    public <T> Uni<T> run(UnitOfWork<T> work) {
        return run(CurrentRequest::get, work);
    }

    /// The same for a request that is not the current one.
    public <T> Uni<T> run(Supplier<Request> request, UnitOfWork<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            PendingRequest<T> pending = new PendingRequest<>(request.get(), emitter);
            if (admit(pending)) {
                emitter.onTermination(() -> cancel(pending));
                enqueue(new SingleUnit<>(pending, work));
            }
        });
    }

    /// Reads the value of one key, in one statement with other requests that wait for the same kind of read.
    ///
    /// @return empty if there is no value for the key
    public <K, V> Uni<Optional<V>> run(BatchedRead<K, V> read, K key) {
        return Uni.createFrom().emitter(emitter -> {
            PendingRequest<Optional<V>> pending = new PendingRequest<>(CurrentRequest.get(), emitter);
            if (admit(pending)) {
                emitter.onTermination(() -> cancel(pending));
                read.join(pending, key).ifPresent(this::enqueue);
            }
        });
    }

    /// Admits requests from now on. Until then they are refused: the database has not been reached and migrated.
    public void open() {
        phase = Phase.OPEN;
    }

    /// Whether requests are admitted.
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /// Whether requests have ever been admitted, so that the start is over.
    public boolean wasOpened() {
        return phase != Phase.CLOSED;
    }

    private boolean admit(PendingRequest<?> pending) {
        Lane lane = pending.lane();
        Optional<NotServedException> refusal = refusal(lane);
        if (refusal.isEmpty()) {
            counts.startedWaiting(lane);
            return true;
        }
        if (pending.giveUp()) {
            pending.fail(refusal.get());
        }
        return false;
    }

    private Optional<NotServedException> refusal(Lane lane) {
        return switch (phase) {
            case CLOSED -> Optional.of(count(lane, NotServedException.starting()));
            case DRAINING -> Optional.of(count(lane, NotServedException.stopping()));
            case OPEN -> {
                counts.attempted();
                Optional<NotServedException> refusal = admission.refusal(lane);
                refusal.ifPresent(it -> {
                    count(lane, it);
                    listener.onRefusal();
                });
                yield refusal;
            }
        };
    }

    private NotServedException count(Lane lane, NotServedException refusal) {
        counts.refused(lane, refusal.refusal().orElseThrow());
        return refusal;
    }

    private void enqueue(Waiter waiter) {
        dispatch.queues().add(waiter);
        threads.callIfItPays();
        if (phase == Phase.DRAINING) {
            waiter.pending().forEach(request -> endWait(request, NotServedException.stopping(), () -> {}));
        }
    }

    private void cancel(PendingRequest<?> pending) {
        if (pending.giveUp()) {
            counts.cancelled();
            timings.notServed(pending.request(), pending.waited().toNanos());
            counts.stoppedWaiting(pending.lane());
        }
    }

    DatabaseThreads threads() {
        return threads;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /// Times out waiters, reports leases that last too long, and reconsiders how many threads should be active. Called
    /// every few milliseconds.
    void tick() {
        long now = System.nanoTime();
        dispatch.queues()
                .waitingLongerThan(settings.acquireTimeout().toNanos(), now)
                .forEach(this::timeOut);
        for (DatabaseThread thread : threads.all()) {
            if (thread.reportLongLease(settings.leakAfter(), now)) {
                counts.leaked();
            }
        }
        if (dispatch.hasWork()) {
            threads.reconsider();
            threads.callIfItPays();
        }
    }

    /// A pool without any connection is not busy: then the request fails with the reason why there is none.
    private void timeOut(PendingRequest<?> pending) {
        Optional<SQLException> whyNone = connections.whyNone(pending.sinceNanos());
        Throwable reason = whyNone.isPresent() ? whyNone.get() : admission.timedOut(pending.lane());
        endWait(pending, reason, () -> {
            whyNone.ifPresentOrElse(failure -> counts.failed(1), counts::timedOut);
            timings.notServed(pending.request(), pending.waited().toNanos());
            listener.onTimeout();
        });
    }

    /// @param count what else to count before the client is told, as it may look at the counts at once
    private void endWait(PendingRequest<?> pending, Throwable reason, Runnable count) {
        if (pending.giveUp()) {
            counts.stoppedWaiting(pending.lane());
            count.run();
            Delivery.fail(pending, reason);
        }
    }

    /// Changes how many connections may be leased. If there are more, waiters are served at once; if there are fewer,
    /// no lease ends early.
    public void resize(int maxConnections) {
        dispatch.slots().resize(maxConnections);
        for (int i = 0; i < maxConnections && dispatch.hasWork(); i++) {
            threads.callIfItPays();
        }
    }

    /// Removes abandoned waiters from the queues. Called now and then.
    void sweep() {
        dispatch.queues().sweep();
    }

    int maxConnections() {
        return dispatch.slots().shares().capacity();
    }

    /// Admits nothing more, finishes what was admitted, and logs it. Runs last, just before the data source is closed:
    /// HTTP requests have been drained by then.
    void close(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException {
        phase = Phase.DRAINING;
        threads.drain(settings.acquireTimeout());
        LOG.infof(
                "connection pool closed (%d units of work served, %d still running)", counts.served(), counts.inUse());
    }
}
