package dev.lifeguard.pool;

import dev.lifeguard.connections.ConnectionSource;
import dev.lifeguard.pool.Delivery.Result;
import dev.lifeguard.pool.Dispatch.Taken;
import dev.lifeguard.work.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Borrows a connection, takes a unit of work, runs it, gives the connection back, and then delivers the results;
/// again and again, one at a time. A unit of work is taken only when there is a connection for it, so no request
/// waits for one that is still being opened.
///
/// All that other threads need to know of it is one [State] in one atomic field. The thread itself makes every
/// transition but one: `Resting` to `Called`, made by the thread that calls it.
final class DatabaseThread extends Thread {
    private static final Logger LOG = Logger.getLogger(DatabaseThread.class);

    /// `Called` → `Borrowing` ⇄ `Serving`; `Borrowing` → `Resting` → `Called`, or back to `Borrowing` if there is work
    /// after all; `Resting` → `Gone` when the pool has been drained, and from anywhere when the thread fails.
    sealed interface State {}

    /// Asleep, or about to be, until it is called.
    record Resting(long sinceNanos) implements State {}

    /// Was told to work, and is waking up.
    record Called(long sinceNanos, boolean onTrial) implements State {}

    /// Has no unit of work, and is getting a connection for one.
    record Borrowing(long sinceNanos) implements State {}

    /// Runs a unit of work.
    record Serving(Lease lease) implements State {}

    /// Has ended.
    record Gone() implements State {}

    private final DatabaseThreads threads;
    private final Dispatch dispatch;
    private final ConnectionSource connections;
    private final AtomicReference<State> state;
    private boolean onTrial;

    DatabaseThread(DatabaseThreads threads, Dispatch dispatch, ConnectionSource connections, int number, long now) {
        super("database-" + number);
        setDaemon(true);
        this.threads = threads;
        this.dispatch = dispatch;
        this.connections = connections;
        this.state = new AtomicReference<>(new Called(now, false));
    }

    @Override
    public void run() {
        try {
            work();
        } catch (RuntimeException | Error e) { // also an Error: waiters need another thread
            LOG.error("a database thread failed; the others go on", e);
            state.set(new Gone());
            threads.lost(this);
        }
    }

    private void work() {
        boolean goesOn = awaitCall();
        while (goesOn) {
            if (!dispatch.hasWork()) {
                goesOn = rest();
            } else if (!serveOne() || threads.isOneTooMany(onTrial)) {
                goesOn = restUnlessLast();
            }
        }
    }

    /// Rests until called, unless there is something to do after all.
    ///
    /// @return false once there will never be anything to do again
    private boolean rest() {
        Resting resting = new Resting(System.nanoTime());
        state.set(resting);
        threads.rested();
        if (dispatch.hasWork() && state.compareAndSet(resting, new Borrowing(System.nanoTime()))) {
            onTrial = false;
            threads.cameBack();
            return true;
        }
        return awaitCall();
    }

    /// Rests although there are waiters, as the other threads serve them. The last active thread stays.
    ///
    /// @return false once there will never be anything to do again
    private boolean restUnlessLast() {
        Resting resting = new Resting(System.nanoTime());
        state.set(resting); // first, so that no other thread counts on this one
        if (threads.mayRest()) {
            return awaitCall();
        }
        if (!state.compareAndSet(resting, new Borrowing(System.nanoTime()))) {
            threads.rested(); // called meanwhile, and so counted twice
            return awaitCall();
        }
        onTrial = false;
        return true;
    }

    private boolean awaitCall() {
        while (true) {
            State now = state.get();
            if (now instanceof Called called) {
                state.set(new Borrowing(called.sinceNanos()));
                onTrial = called.onTrial();
                threads.pace().woke(System.nanoTime() - called.sinceNanos());
                return true;
            }
            if (threads.areDrained() && state.compareAndSet(now, new Gone())) {
                threads.wakeAll();
                return false;
            }
            LockSupport.park(this);
        }
    }

    /// Tells a resting thread to work; it has to be unparked then.
    ///
    /// @param trial for one unit of work only, unless it turns out that another thread pays
    /// @return false if it does not rest
    boolean call(long now, boolean trial) {
        State before = state.get();
        return before instanceof Resting && state.compareAndSet(before, new Called(now, trial));
    }

    /// @return false if there is no connection
    private boolean serveOne() {
        long begun = System.nanoTime();
        Connection connection;
        try {
            connection = connections.borrow();
        } catch (SQLException | RuntimeException e) {
            return threads.couldNotBorrow(e, begun);
        }
        Taken taken = null;
        try {
            taken = dispatch.take();
        } finally {
            if (taken == null) {
                connections.giveBack(connection);
            }
        }
        if (taken != null) {
            threads.callIfItPays();
            serveAlive(connection, begun, taken);
        }
        return true;
    }

    /// The unit of work may be one that is repeated because it lost its connection: it must not lose a second one.
    private void serveAlive(Connection connection, long borrowedAt, Taken taken) {
        Connection alive;
        try {
            alive = connections.stillAlive(connection, borrowedAt);
        } catch (SQLException | RuntimeException e) {
            dispatch.couldNotServe(taken, e);
            return;
        }
        serve(alive, taken);
    }

    private void serve(Connection connection, Taken taken) {
        Lease lease = Lease.begin(taken, pid(connection));
        state.set(new Serving(lease));
        boolean[] failed = {false};
        List<Result> results = taken.waiter().run(connection, failure -> {
            failed[0] = true;
            connections.noteFailure(failure);
        });
        try {
            connections.giveBack(connection);
        } finally {
            end(lease, taken, !failed[0], results);
        }
    }

    private void end(Lease lease, Taken taken, boolean answered, List<Result> results) {
        long now = System.nanoTime();
        state.set(new Borrowing(now));
        try {
            dispatch.giveBack(taken, lease, answered, now);
            if (lease.isLongReported()) {
                LOG.infof(
                        "connection returned after %d ms route=\"%s\" request=%s",
                        lease.elapsedNanos(now) / 1_000_000,
                        lease.request().route(),
                        lease.request().id());
            }
        } finally {
            Delivery.deliver(results);
        }
    }

    private static int pid(Connection connection) {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            return 0;
        }
    }

    State state() {
        return state.get();
    }

    /// Whether it is active without a unit of work, and has been for no longer than this.
    boolean isAvailable(long now, long nanos) {
        return switch (state.get()) {
            case Called called -> now - called.sinceNanos() < nanos;
            case Borrowing borrowing -> now - borrowing.sinceNanos() < nanos;
            case Resting resting -> false;
            case Serving serving -> false;
            case Gone gone -> false;
        };
    }

    /// The lease of its connection; null if it has none.
    @Nullable
    Lease lease() {
        return state.get() instanceof Serving serving ? serving.lease() : null;
    }

    /// How often it frees a connection, by what a pace has measured.
    ///
    /// @param next the lane that it is taken to serve next if it has no unit of work
    double rate(Pace pace, Lane next, long now) {
        return switch (state.get()) {
            case Called called -> pace.rateWhenWoken(next, Math.max(0, now - called.sinceNanos()));
            case Borrowing borrowing -> pace.rateWhenWoken(next, Math.max(0, now - borrowing.sinceNanos()));
            case Serving(Lease lease) -> pace.rate(lease.lane(), lease.elapsedNanos(now), lease.requests());
            case Resting resting -> 0;
            case Gone gone -> 0;
        };
    }

    /// Logs, once for each lease, that it lasts too long, whose it is, and what the thread is doing.
    ///
    /// @return whether it was logged now
    boolean reportLongLease(Duration limit, long now) {
        Lease lease = lease();
        if (lease == null || lease.isLongReported() || lease.elapsedNanos(now) < limit.toNanos()) {
            return false;
        }
        lease.reportedLong();
        Throwable where = new Throwable("what the database thread is doing");
        where.setStackTrace(getStackTrace());
        LOG.warnf(
                where,
                "connection held for %d ms, longer than DB_POOL_LEAK_AFTER route=\"%s\" request=%s statement=\"%s\"",
                lease.elapsedNanos(now) / 1_000_000,
                lease.request().route(),
                lease.request().id(),
                lease.statement());
        return true;
    }
}
