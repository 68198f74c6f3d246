package dev.lifeguard.pool;

import dev.lifeguard.pool.Dispatch.Taken;
import dev.lifeguard.work.Lane;
import dev.lifeguard.work.Request;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One loan of a connection, from lending to return: for which request, since when, and what is done with it. Written
/// by the database thread that has the connection, read by any thread.
public final class Lease {
    private final Request request;
    private final int requests;
    private final long sinceNanos;
    private final long waitedNanos;
    private final int backendPid;
    private final List<Context> traces;
    private volatile @Nullable String statement;
    private volatile long statementSinceNanos;
    private volatile long executedNanos;
    private volatile boolean longReported;
    private boolean begun;

    private Lease(
            Request request, int requests, long sinceNanos, long waitedNanos, int backendPid, List<Context> traces) {
        this.request = request;
        this.requests = requests;
        this.sinceNanos = sinceNanos;
        this.waitedNanos = waitedNanos;
        this.backendPid = backendPid;
        this.traces = traces;
    }

    static Lease begin(Taken taken, int backendPid) {
        long now = System.nanoTime();
        return new Lease(
                taken.waiter().request(),
                taken.requests().size(),
                now,
                taken.waiter().waitedNanos(now),
                backendPid,
                Traces.of(taken.requests()));
    }

    /// The lease of the current thread; empty if it is no database thread, or has none.
    public static Optional<Lease> current() {
        return Thread.currentThread() instanceof DatabaseThread thread
                ? Optional.ofNullable(thread.lease())
                : Optional.empty();
    }

    /// The request that it serves; the first if there are several.
    public Request request() {
        return request;
    }

    Lane lane() {
        return request.lane();
    }

    /// How many requests it serves.
    int requests() {
        return requests;
    }

    /// The recorded traces of its requests.
    List<Context> traces() {
        return traces;
    }

    int backendPid() {
        return backendPid;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /// How long its first request waited.
    long waitedNanos() {
        return waitedNanos;
    }

    long elapsedNanos(long now) {
        return now - sinceNanos;
    }

    /// A statement begins.
    ///
    /// @return for the first statement of the lease, how long its request waited for the connection
    public OptionalLong statementBegins(String name) {
        statementSinceNanos = System.nanoTime();
        statement = name;
        boolean first = !begun;
        begun = true;
        return first ? OptionalLong.of(waitedNanos) : OptionalLong.empty();
    }

    /// The statement has ended, whether or not it succeeded.
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that has the connection writes
    public void statementEnded() {
        executedNanos += System.nanoTime() - statementSinceNanos;
        statement = null;
    }

    /// The name of the statement that is running; null if none is.
    @Nullable
    String statement() {
        return statement;
    }

    /// The time spent in statements, the running one included.
    long executedNanos(long now) {
        long past = executedNanos;
        return statement == null ? past : past + Math.max(0, now - statementSinceNanos);
    }

    boolean isLongReported() {
        return longReported;
    }

    void reportedLong() {
        longReported = true;
    }
}
