package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import dev.lifeguard.http.Callers;
import dev.lifeguard.http.Lane;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Decides who gets a connection. A unit of work waits here as an object in a queue, not as a thread; database
/// threads borrow connections, take units in turn and run them, one at a time each.
///
/// The queue is bounded, and so is the wait. Lanes have shares that others cannot take. A further thread is set to
/// work only when that pays. Nobody can keep a connection beyond a unit of work.
///
/// Safe for use by several threads; there is no lock that all have to pass.
@ApplicationScoped
public class Gate {
    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final int LAST = Integer.MAX_VALUE;

    private enum Phase {
        CLOSED,
        OPEN,
        DRAINING
    }

    private final Lender lender;
    private final PoolSettings settings;
    private final PoolCounts counts;
    private final PoolTimings timings;

    private final Pace pace;
    private final Dispatch dispatch;
    private final Crew crew;
    private final Admission admission;
    private final Desk desk;
    private volatile Alarm alarm = refused -> {};
    private volatile Phase phase = Phase.CLOSED;

    @Inject
    Gate(Lender lender, PoolSettings settings, PoolCounts counts, PoolTimings timings, AgroalDataSource dataSource) {
        this(lender, settings, counts, timings, dataSource, new Pace());
    }

    Gate(
            Lender lender,
            PoolSettings settings,
            PoolCounts counts,
            PoolTimings timings,
            AgroalDataSource dataSource,
            Pace pace) {
        this.pace = pace;
        this.lender = lender;
        this.settings = settings;
        this.counts = counts;
        this.timings = timings;
        this.dispatch = new Dispatch(new Slots(Share.allOf(settings), settings.maxConnections()));
        this.crew = new Crew(pace, dispatch, () -> dataSource.getMetrics().availableCount(), this::recruit);
        this.desk = new Desk(
                dispatch,
                crew,
                pace,
                counts,
                timings,
                () -> dataSource.getMetrics().activeCount()
                        + dataSource.getMetrics().availableCount());
        this.admission = new Admission(settings, counts, dispatch, crew, pace);
    }

    private DatabaseThread recruit(int number, long now) {
        return new DatabaseThread(desk, lender, number, now);
    }

    /// Has somebody told from now on.
    public void alarm(Alarm whom) {
        alarm = whom;
    }

    /// Runs a unit of work on a connection as soon as one is free, and answers on the event loop that asked.
    ///
    /// It fails with a problem of kind [ProblemKind#POOL_BUSY] if none comes free in time, if that is foreseen, or
    /// if too many wait already; and otherwise with whatever the work throws. Nothing happens before the
    /// subscription; a cancellation gives up the place in the queue, but does not stop work that has begun.
    public <T> Uni<T> run(Work<T> work) {
        return run(Callers::current, work);
    }

    /// The same for somebody else than the one who calls.
    <T> Uni<T> run(Supplier<Caller> caller, Work<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Client<T> client = new Client<>(caller.get(), emitter);
            if (isLetIn(client)) {
                emitter.onTermination(() -> leave(client));
                enqueue(new Single<>(client, work));
            }
        });
    }

    /// Asks for the answer to one key, together with others who ask the same question at the same moment.
    ///
    /// @return empty if there is none for that key
    public <K, V> Uni<Optional<V>> run(Together<K, V> question, K key) {
        return Uni.createFrom().emitter(emitter -> {
            Client<Optional<V>> client = new Client<>(Callers.current(), emitter);
            if (isLetIn(client)) {
                emitter.onTermination(() -> leave(client));
                question.join(client, key).ifPresent(this::enqueue);
            }
        });
    }

    /// Lets units of work in. Until then they are refused: the database has not been reached or migrated.
    public void open() {
        phase = Phase.OPEN;
    }

    /// Whether units of work are let in.
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /// Whether units of work have ever been let in: the start is over.
    public boolean wasOpened() {
        return phase != Phase.CLOSED;
    }

    private boolean isLetIn(Client<?> client) {
        Lane lane = client.caller().lane();
        Optional<? extends Throwable> refusal = refusal(lane);
        if (refusal.isEmpty()) {
            counts.startedWaiting(lane);
            return true;
        }
        if (client.giveUp()) {
            client.fail(refusal.get());
        }
        return false;
    }

    private Optional<? extends Throwable> refusal(Lane lane) {
        return switch (phase) {
            case CLOSED -> {
                counts.refused(lane, RefusalReason.STARTING);
                yield Optional.of(Refusal.starting());
            }
            case DRAINING -> {
                counts.refused(lane, RefusalReason.STOPPING);
                yield Optional.of(Refusal.stopping());
            }
            case OPEN -> {
                counts.attempted();
                Optional<? extends Throwable> refusal = admission.refusal(lane);
                refusal.ifPresent(ignored -> alarm.inVain(true));
                yield refusal;
            }
        };
    }

    private void enqueue(Waiter waiter) {
        dispatch.queues().add(waiter);
        crew.callIfItPays();
        if (phase == Phase.DRAINING) {
            waiter.waiting().forEach(client -> endWait(client, Refusal.stopping(), () -> {}));
        }
    }

    private void leave(Client<?> client) {
        if (client.giveUp()) {
            counts.cancelled();
            timings.inVain(client);
            counts.stoppedWaiting(client.caller().lane());
        }
    }

    Crew crew() {
        return crew;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Pace pace() {
        return pace;
    }

    /// Ends the wait of those whose time is over, names those who have had a connection for too long, and sees
    /// whether more or fewer threads would do better. Called by the clock.
    void tick() {
        long now = System.nanoTime();
        dispatch.queues()
                .waitingLongerThan(settings.acquireTimeout().toNanos(), now)
                .forEach(this::timeOut);
        for (DatabaseThread thread : crew.threads()) {
            if (thread.reportLongHold(settings.leakAfter(), now)) {
                counts.heldTooLong();
            }
        }
        if (dispatch.hasWork()) {
            crew.look();
            crew.callIfItPays();
        }
    }

    /// A pool that has no connection is not busy: who waited in vain is told why there is none.
    private void timeOut(Client<?> client) {
        Optional<SQLException> whyNone = lender.whyNone(client.since());
        Throwable reason = whyNone.isPresent()
                ? whyNone.get()
                : admission.waitedTooLong(client.caller().lane());
        endWait(client, reason, () -> {
            whyNone.ifPresentOrElse(failure -> counts.failed(1), counts::timedOut);
            timings.inVain(client);
            alarm.inVain(false);
        });
    }

    /// @param count what else is to be counted before the client is told: it may look at once
    private void endWait(Client<?> client, Throwable reason, Runnable count) {
        if (client.giveUp()) {
            counts.stoppedWaiting(client.caller().lane());
            count.run();
            Delivery.fail(client, reason);
        }
    }

    /// Changes how many connections may be lent. Who waits is served at once if there is more room; nobody who has
    /// a connection loses it if there is less.
    public void resize(int maxConnections) {
        dispatch.slots().resize(maxConnections);
        for (int i = 0; i < maxConnections && dispatch.hasWork(); i++) {
            crew.callIfItPays();
        }
    }

    /// Drops what nobody waits for any more. Called by the clock, now and then.
    void sweep() {
        dispatch.queues().sweep();
    }

    int maxConnections() {
        return dispatch.slots().shares().capacity();
    }

    /// Lets nobody in any more, finishes what was let in, and says so. The last thing that happens before the
    /// data source is closed: requests have been drained by then.
    void close(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException {
        phase = Phase.DRAINING;
        desk.drain();
        long deadline = System.nanoTime() + settings.acquireTimeout().toNanos();
        for (DatabaseThread thread : crew.threads()) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        }
        LOG.infof(
                "connection pool closed (%d units of work served, %d still running)", counts.served(), counts.inUse());
    }
}
