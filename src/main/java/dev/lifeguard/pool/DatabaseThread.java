package dev.lifeguard.pool;

import dev.lifeguard.http.Lane;
import dev.lifeguard.pool.Delivery.Answer;
import dev.lifeguard.pool.Dispatch.Taken;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Borrows a connection, then takes a unit of work and runs it, one at a time, and returns the connection before the
/// answer is given. Nobody waits for a connection that is still being opened: whoever opens it has no unit yet.
final class DatabaseThread extends Thread {
    private static final Logger LOG = Logger.getLogger(DatabaseThread.class);

    private final Desk desk;
    private final Crew crew;
    private final Lender lender;
    private volatile boolean resting;
    private volatile boolean called;
    private volatile long calledAt;
    private volatile @Nullable Hold hold;
    private boolean trial;

    DatabaseThread(Desk desk, Lender lender, int number, long now) {
        super("database-" + number);
        setDaemon(true);
        this.desk = desk;
        this.crew = desk.crew();
        this.lender = lender;
        this.calledAt = now;
    }

    @Override
    public void run() {
        try {
            work();
        } catch (RuntimeException | Error e) { // also an Error: who waits needs another thread
            LOG.error("a database thread failed, and the others go on", e);
            crew.lost(this);
        }
    }

    private void work() {
        crew.cameToWork(System.nanoTime() - calledAt);
        while (desk.hasWork() || rest()) {
            if ((!workOnce() || crew.isOneTooMany(trial)) && !leave()) {
                return;
            }
        }
    }

    /// Rests until called, unless there is something to do after all.
    ///
    /// @return false once there will never be anything to do again
    private boolean rest() {
        trial = false;
        crew.rests(this);
        if (desk.hasWork() && crew.comesBack(this)) {
            calledAt = System.nanoTime();
            return true;
        }
        return awaitCall();
    }

    /// Rests although there is something to do, because others do it better without this one. The last one stays.
    ///
    /// @return false once there will never be anything to do again
    private boolean leave() {
        trial = false;
        return !crew.leaves(this) || awaitCall();
    }

    private boolean awaitCall() {
        while (!called) {
            if (desk.isDrained() && crew.retires(this)) {
                return false;
            }
            LockSupport.park(this);
        }
        called = false;
        crew.cameToWork(System.nanoTime() - calledAt);
        return true;
    }

    /// Sets this thread to work. Only for one that was taken from those who rest.
    ///
    /// @param onTrial for one unit of work only, unless it turns out that it pays
    void call(long now, boolean onTrial) {
        trial = onTrial;
        calledAt = now;
        called = true;
        LockSupport.unpark(this);
    }

    /// @return false if no connection could be had
    private boolean workOnce() {
        Connection connection;
        long begun = System.nanoTime();
        try {
            connection = lender.borrow();
        } catch (SQLException | RuntimeException e) {
            return desk.couldNotBorrow(e, begun);
        }
        Taken taken = desk.take();
        if (taken == null) {
            lender.giveBack(connection);
        } else {
            serveAlive(connection, begun, taken);
        }
        return true;
    }

    /// The unit may be one that has just lost its connection, as others did: it is not to lose a second one.
    private void serveAlive(Connection connection, long borrowedAt, Taken taken) {
        Connection alive;
        try {
            alive = lender.stillAlive(connection, borrowedAt);
        } catch (SQLException | RuntimeException e) {
            desk.couldNotServe(taken, e);
            return;
        }
        serve(alive, taken);
    }

    private void serve(Connection connection, Taken taken) {
        long lentAt = System.nanoTime();
        Hold held = new Hold(
                taken.waiter().caller(),
                taken.clients().size(),
                lentAt,
                taken.waiter().waitedNanos(lentAt),
                pid(connection),
                Traces.of(taken.clients()));
        hold = held;
        boolean[] failed = {false};
        List<Answer> answers = taken.waiter().run(connection, failure -> {
            failed[0] = true;
            lender.noteFailure(failure);
        });
        lender.giveBack(connection);
        long now = System.nanoTime();
        hold = null;
        calledAt = now;
        desk.returned(taken, held, !failed[0], now);
        if (held.isLongReported()) {
            LOG.infof(
                    "connection returned after %d ms route=\"%s\" request=%s",
                    held.elapsedNanos(now) / 1_000_000,
                    held.caller().route(),
                    held.caller().requestId());
        }
        Delivery.deliver(answers);
    }

    private static int pid(Connection connection) {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            return 0;
        }
    }

    boolean isResting() {
        return resting;
    }

    void setResting(boolean rests) {
        resting = rests;
    }

    long calledAt() {
        return calledAt;
    }

    boolean isComing() {
        return !resting && hold == null;
    }

    /// What it has lent; null if nothing.
    @Nullable
    Hold hold() {
        return hold;
    }

    /// How often a connection comes free from here, to the knowledge of a pace.
    double rate(Pace pace, Lane lane, long now) {
        Hold held = hold;
        return held == null
                ? pace.rateWhenWoken(lane, Math.max(0, now - calledAt))
                : pace.rate(held.caller().lane(), held.elapsedNanos(now), held.requests());
    }

    /// Says, once for each hold, that a connection has been out for too long, by whom, and what they are doing.
    ///
    /// @return whether it said so now
    boolean reportLongHold(Duration limit, long now) {
        Hold held = hold;
        if (held == null || held.isLongReported() || held.elapsedNanos(now) < limit.toNanos()) {
            return false;
        }
        held.reportedLong();
        Throwable where = new Throwable("what it is doing");
        where.setStackTrace(getStackTrace());
        LOG.warnf(
                where,
                "connection held for %d ms, longer than DB_POOL_LEAK_AFTER route=\"%s\" request=%s statement=\"%s\"",
                held.elapsedNanos(now) / 1_000_000,
                held.caller().route(),
                held.caller().requestId(),
                held.statement());
        return true;
    }
}
