package dev.lifeguard.pool;

import dev.lifeguard.http.Caller;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A connection that is lent: to whom, since when, and what is done with it. Written by the thread that has it, read
/// by whoever asks.
public final class Hold {
    private final Caller caller;
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

    Hold(Caller caller, int requests, long sinceNanos, long waitedNanos, int backendPid, List<Context> traces) {
        this.caller = caller;
        this.requests = requests;
        this.sinceNanos = sinceNanos;
        this.waitedNanos = waitedNanos;
        this.backendPid = backendPid;
        this.traces = traces;
    }

    /// What the current thread holds; nothing if it is no database thread at work.
    public static Optional<Hold> current() {
        return Thread.currentThread() instanceof DatabaseThread thread
                ? Optional.ofNullable(thread.hold())
                : Optional.empty();
    }

    /// For whom it is held; the first of them, if they are several.
    public Caller caller() {
        return caller;
    }

    int requests() {
        return requests;
    }

    /// The traces that are told of its statements.
    List<Context> traces() {
        return traces;
    }

    int backendPid() {
        return backendPid;
    }

    long waitedNanos() {
        return waitedNanos;
    }

    long elapsedNanos(long now) {
        return now - sinceNanos;
    }

    /// A statement is sent.
    ///
    /// @return how long was waited for the connection, if this is the first statement on it
    public OptionalLong begins(String name) {
        statementSinceNanos = System.nanoTime();
        statement = name;
        boolean first = !begun;
        begun = true;
        return first ? OptionalLong.of(waitedNanos) : OptionalLong.empty();
    }

    /// The statement is over, one way or the other.
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that holds the connection writes
    public void ended() {
        executedNanos += System.nanoTime() - statementSinceNanos;
        statement = null;
    }

    @Nullable
    String statement() {
        return statement;
    }

    /// Time spent in statements, the one that runs now included.
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
